"""A day played against a real lobby: brokers and services that run, over MQTT."""
