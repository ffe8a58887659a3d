package io.sendyard.server;

import io.sendyard.account.Account;
import io.sendyard.account.Accounts;
import io.sendyard.core.Refusal;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Creates a server with its defaults, within the account's plan limit. */
@Component
public class ServerCreation {

    private final Accounts accounts;
    private final Servers servers;
    private final Streams streams;
    private final ServerUsage usage;
    private final Clock clock;

    ServerCreation(
            Accounts accounts, Servers servers, Streams streams, ServerUsage usage, Clock clock) {
        this.accounts = accounts;
        this.servers = servers;
        this.streams = streams;
        this.usage = usage;
        this.clock = clock;
    }

    /**
     * Makes it. The account is locked first, so that simultaneous creations count each other.
     *
     * @throws Refusal where the plan is full or another server has the name
     */
    @Transactional
    public Server create(long accountId, NewServer wanted) {
        var account = accounts.lock(accountId);
        requireCapacity(account);
        servers.requireFree(accountId, wanted.name(), null);
        var server = servers.save(new Server(accountId, wanted, clock.instant()));
        openStreams(server);
        account.gainServer();
        return server;
    }

    private void requireCapacity(Account account) {
        var now = usage.of(account);
        if (now.full()) {
            throw Refusal.planLimit(now.refusal());
        }
    }

    /** One stream of each type; a message that names none uses the transactional one. */
    private void openStreams(Server server) {
        for (var type : StreamType.values()) {
            var wanted = new NewStream(type.label(), type, type.description());
            var stream = streams.save(new Stream(server, wanted, type.key(), clock.instant()));
            if (type == StreamType.TRANSACTIONAL) {
                server.sendByDefaultTo(stream.cuid());
            }
        }
    }
}
