package io.sendyard.server;

import io.sendyard.account.Account;
import io.sendyard.account.PlanUsage;
import io.sendyard.account.Plans;
import org.springframework.stereotype.Component;

/** How much of its plan an account uses. */
@Component
public class ServerUsage {

    private final Servers servers;
    private final Plans plans;

    ServerUsage(Servers servers, Plans plans) {
        this.servers = servers;
        this.plans = plans;
    }

    public PlanUsage of(Account account) {
        var plan = plans.named(account.plan());
        return new PlanUsage(
                plan.name(), servers.countOf(account.id()), plan.limit(account.maxServers()));
    }
}
