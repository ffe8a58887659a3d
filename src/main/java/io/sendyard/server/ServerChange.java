package io.sendyard.server;

import io.sendyard.account.Accounts;
import io.sendyard.core.Cuid;
import io.sendyard.core.NotFound;
import io.sendyard.core.Refusal;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a server other settings. */
@Component
public class ServerChange {

    private final Accounts accounts;
    private final Servers servers;
    private final Streams streams;
    private final List<SettingsRule> rules;

    ServerChange(Accounts accounts, Servers servers, Streams streams, List<SettingsRule> rules) {
        this.accounts = accounts;
        this.servers = servers;
        this.streams = streams;
        this.rules = rules;
    }

    /**
     * Changes the settings as they are at this moment, alone with the server, so that two changes
     * of different fields both hold.
     *
     * @throws Refusal where another server has the name, the default stream can't be one, or a
     *     {@link SettingsRule} says no
     * @throws NotFound where the server was deleted meanwhile
     */
    @Transactional
    public Server change(Server server, UnaryOperator<ServerSettings> change) {
        accounts.lock(server.accountId());
        var locked = servers.lock(server.id()).orElseThrow(NotFound::new);
        var wanted = change.apply(locked.settings());
        servers.requireFree(locked.accountId(), wanted.general().name(), locked.cuid());
        requireDefaultStream(locked, wanted.delivery().defaultStreamId());
        rules.forEach(rule -> rule.check(locked, wanted));
        locked.change(wanted);
        return locked;
    }

    private void requireDefaultStream(Server server, @Nullable Cuid stream) {
        if (stream == null
                || streams.find(server.id(), stream).filter(Stream::canBeDefault).isEmpty()) {
            throw Refusal.invalid(
                    "defaultStreamId",
                    "Choose a transactional or broadcast stream of this server that is not"
                            + " archived.");
        }
    }
}
