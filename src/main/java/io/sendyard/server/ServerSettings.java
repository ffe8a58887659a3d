package io.sendyard.server;

/** All settings of a server, one value per page of settings. */
public record ServerSettings(
        GeneralSettings general, DeliverySettings delivery, SuppressionSettings suppression) {

    public ServerSettings with(GeneralSettings other) {
        return new ServerSettings(other, delivery, suppression);
    }

    public ServerSettings with(DeliverySettings other) {
        return new ServerSettings(general, other, suppression);
    }

    public ServerSettings with(SuppressionSettings other) {
        return new ServerSettings(general, delivery, other);
    }
}
