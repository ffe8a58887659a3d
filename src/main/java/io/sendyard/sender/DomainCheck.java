package io.sendyard.sender;

import io.sendyard.core.DnsResolver;
import io.sendyard.core.DomainName;
import io.sendyard.core.PlatformThread;
import io.sendyard.web.Installation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Checks the DNS records of domains: on request, and automatically, more often while a change is
 * expected. One of several nodes checks; if there is a request at the same time, the later result
 * stays.
 */
@Component
public class DomainCheck {

    private static final Limit AT_ONCE = Limit.of(100);

    /** Longer than it takes; then another node looks, since this one must have died. */
    private static final Duration TAKEN = Duration.ofMinutes(5);

    private final SenderDomains domains;
    private final RecordCheck records;
    private final Installation installation;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DomainCheck(
            SenderDomains domains,
            DnsResolver resolver,
            Installation installation,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            Clock clock) {
        this.domains = domains;
        this.records = new RecordCheck(resolver);
        this.installation = installation;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Looks a domain up now. */
    public void check(SenderDomain domain) {
        check(domain.id());
    }

    @Scheduled(fixedRateString = "${sendyard.dns.check-every:PT1M}")
    void checkDue() {
        List<Long> due;
        do {
            due = domains.due(clock.instant(), AT_ONCE);
            checkAll(due);
        } while (due.size() == AT_ONCE.max());
    }

    /** Concurrently, because a domain with silent name servers takes a minute. */
    private void checkAll(List<Long> due) {
        try (var threads = Executors.newCachedThreadPool(PlatformThread.factory("dns-check"))) {
            due.forEach(id ->
                    threads.execute(() -> {
                        if (take(id)) {
                            check(id);
                        }
                    }));
        }
    }

    private boolean take(long id) {
        var now = clock.instant();
        return Objects.equals(1, transactions.execute(_ -> domains.take(id, now, now.plus(TAKEN))));
    }

    private void check(long id) {
        var host = installation.mailHost();
        domains.find(id)
                .ifPresent(domain -> {
                    // Without a transaction, since an answer may take seconds.
                    var answers =
                            domain.watched(host).stream()
                                    .collect(Collectors.toMap(Function.identity(), records::look));
                    try {
                        answered(id, host, answers);
                    } catch (DataIntegrityViolationException e) {
                        // Another account was first by a moment; now it is seen.
                        answered(id, host, answers);
                    }
                });
    }

    private void answered(
            long id, Optional<DomainName> host, Map<ExpectedRecord, DnsFinding> answers) {
        transactions.executeWithoutResult(_ ->
                domains.lock(id)
                        .ifPresent(domain -> {
                            var name = domain.name().value();
                            boolean elsewhere = domains.isElsewhere(domain.accountId(), name);
                            if (domain.answered(answers, host, elsewhere, clock.instant())) {
                                events.publishEvent(new DomainVerified(domain.accountId(), name));
                            }
                        }));
    }
}
