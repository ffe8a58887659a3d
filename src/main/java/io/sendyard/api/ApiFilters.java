package io.sendyard.api;

import io.sendyard.database.CommitDurability;
import io.sendyard.web.IntakeMemory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The filters of the API's security chain. They are no beans themselves, because Spring Boot would
 * register those in front of all requests, too.
 */
@Component
public class ApiFilters {

    private final RateLimitFilter rateLimit;
    private final BodyLimitFilter bodyLimit;
    private final IdempotencyFilter idempotency;

    ApiFilters(
            ApiResponses api,
            RateLimitFilter.RateLimitProperties limits,
            IntakeMemory room,
            IdempotencyRecords records,
            TransactionTemplate transactions,
            CommitDurability durability) {
        rateLimit = new RateLimitFilter(api, limits);
        bodyLimit = new BodyLimitFilter(room, api);
        idempotency = new IdempotencyFilter(records, transactions, durability, api);
    }

    public RateLimitFilter rateLimit() {
        return rateLimit;
    }

    public BodyLimitFilter bodyLimit() {
        return bodyLimit;
    }

    public IdempotencyFilter idempotency() {
        return idempotency;
    }
}
