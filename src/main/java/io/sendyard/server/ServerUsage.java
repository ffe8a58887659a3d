package io.sendyard.server;

import io.sendyard.account.Account;
import io.sendyard.account.PlanUsage;
import io.sendyard.account.Plans;
import org.springframework.stereotype.Component;

/** How much of its plan an account uses. */
@Component
public class ServerUsage {

    private final Plans plans;

    ServerUsage(Plans plans) {
        this.plans = plans;
    }

    public PlanUsage of(Account account) {
        var plan = plans.named(account.plan());
        return new PlanUsage(plan.name(), account.servers(), plan.limit(account.maxServers()));
    }
}
