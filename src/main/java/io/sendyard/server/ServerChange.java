package io.sendyard.server;

import io.sendyard.account.Accounts;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a server other settings. */
@Component
public class ServerChange {

    private final Accounts accounts;
    private final Servers servers;
    private final List<SettingsRule> rules;

    ServerChange(Accounts accounts, Servers servers, List<SettingsRule> rules) {
        this.accounts = accounts;
        this.servers = servers;
        this.rules = rules;
    }

    /**
     * Changes the settings as they are at this moment, alone with the server, so that two changes
     * of different fields both hold.
     *
     * @throws Refusal where another server has the name, or a {@link SettingsRule} says no
     * @throws NotFound where the server was deleted meanwhile
     */
    @Transactional
    public Server change(Server server, UnaryOperator<ServerSettings> change) {
        accounts.lock(server.accountId());
        var locked = servers.lock(server.id()).orElseThrow(NotFound::new);
        var wanted = change.apply(locked.settings());
        servers.requireFree(locked.accountId(), wanted.general().name(), locked.cuid());
        rules.forEach(rule -> rule.check(locked, wanted));
        locked.change(wanted);
        return locked;
    }
}
