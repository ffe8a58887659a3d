package io.sendyard.delivery;

import io.sendyard.smtp.client.ClientOptions;
import io.sendyard.smtp.client.MailHost;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** All mail to the one configured host, wherever it is. */
final class RelayRoute implements Route {

    private static final int MOST_TARGETS = 5;

    private final DeliveryProperties.Relay relay;
    private final ClientOptions options;

    RelayRoute(DeliveryProperties.Relay relay, ClientOptions options) {
        this.relay = relay;
        this.options = options;
    }

    @Override
    public ClientOptions options() {
        return options;
    }

    @Override
    public String destination(Claim claim) {
        return "relay";
    }

    @Override
    public Limits limits() {
        return new Limits(relay.connections(), 0, Dispatcher.MOST_HELD);
    }

    @Override
    public List<MailHost> mailHosts(Claim claim) throws None {
        var host = String.valueOf(relay.host());
        try {
            return Stream.of(InetAddress.getAllByName(host))
                    .limit(MOST_TARGETS)
                    .map(address -> new MailHost(host, address, relay.port()))
                    .toList();
        } catch (UnknownHostException e) {
            throw new None("4.4.4", "The relay " + host + " has no address.");
        }
    }
}
