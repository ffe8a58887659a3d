package io.sendyard.server;

import io.sendyard.account.Account;
import io.sendyard.account.Accounts;
import io.sendyard.core.Refusal;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a server with all it has from the first moment, if the account's plan has room for it. */
@Component
public class ServerCreation {

    private final Accounts accounts;
    private final Servers servers;
    private final ServerUsage usage;
    private final List<ServerPart> parts;
    private final Clock clock;

    ServerCreation(
            Accounts accounts,
            Servers servers,
            ServerUsage usage,
            List<ServerPart> parts,
            Clock clock) {
        this.accounts = accounts;
        this.servers = servers;
        this.usage = usage;
        this.parts = parts;
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
        parts.forEach(part -> part.open(server));
        account.gainServer();
        return server;
    }

    private void requireCapacity(Account account) {
        var now = usage.of(account);
        if (now.full()) {
            throw Refusal.planLimit(now.refusal());
        }
    }
}
