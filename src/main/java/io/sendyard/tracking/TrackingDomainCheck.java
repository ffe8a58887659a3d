package io.sendyard.tracking;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DomainName;
import io.sendyard.web.Installation;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks whether tracking domains lead to this installation: on request, and automatically each
 * hour.
 */
@Component
public class TrackingDomainCheck {

    private static final Limit AT_ONCE = Limit.of(100);

    /** Longer than it takes; then another node looks, since this one must have died. */
    private static final Duration TAKEN = Duration.ofMinutes(5);

    private final TrackingDomains domains;
    private final DnsResolver resolver;
    private final Installation installation;
    private final TransactionTemplate transactions;
    private final Clock clock;

    TrackingDomainCheck(
            TrackingDomains domains,
            DnsResolver resolver,
            Installation installation,
            TransactionTemplate transactions,
            Clock clock) {
        this.domains = domains;
        this.resolver = resolver;
        this.installation = installation;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The host a tracking domain's CNAME record has to name. */
    public String target() {
        return String.valueOf(installation.baseUrl().getHost());
    }

    /** Checks one now; empty if it isn't claimed. */
    public Optional<TrackingDomain> check(String name) {
        return domains.findByName(name).map(this::check);
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void checkDue() {
        domains.due(clock.instant(), AT_ONCE).stream().filter(this::take).forEach(this::check);
    }

    private boolean take(TrackingDomain due) {
        var now = clock.instant();
        var name = due.name().value();
        return Objects.equals(
                1, transactions.execute(_ -> domains.take(name, now, now.plus(TAKEN))));
    }

    private TrackingDomain check(TrackingDomain asked) {
        var answer = answer(asked.name());
        var checked =
                transactions.execute(_ ->
                        domains.lock(asked.name().value())
                                .filter(claim -> claim.accountId() == asked.accountId())
                                .map(claim -> {
                                    answer.accept(claim);
                                    return claim;
                                })
                                .orElse(asked));
        return Objects.requireNonNullElse(checked, asked);
    }

    /** Asks without a transaction, since an answer may take seconds. */
    private Consumer<TrackingDomain> answer(DomainName name) {
        try {
            var aliases = resolver.aliasChain(name.value());
            return claim -> claim.answered(aliases, target(), clock.instant());
        } catch (DnsResolver.Unanswered e) {
            return claim -> claim.unanswered(clock.instant());
        }
    }
}
