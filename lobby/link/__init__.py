"""The MQTT connection of every program, in the words of the contract. Only this package knows paho."""
