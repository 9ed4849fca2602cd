"""The MQTT connection of every program: topics from the contract, nothing lost in silence. Only this package knows paho."""
