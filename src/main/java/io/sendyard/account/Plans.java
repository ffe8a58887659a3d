package io.sendyard.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The plans this installation offers, from its configuration.
 *
 * @param defaultPlan the key of the plan of a new account
 * @param ownersChangePlan whether an owner may change the account's plan; the operator always may
 */
@ConfigurationProperties("sendyard")
public record Plans(
        @DefaultValue("free") String defaultPlan,
        @DefaultValue("false") boolean ownersChangePlan,
        Map<String, PlanProperties> plans) {

    private static final Pattern MAX_SERVERS = Pattern.compile("unlimited|custom|[0-9]{1,9}");

    public Plans {
        plans = new LinkedHashMap<>(plans);
        if (!plans.containsKey(defaultPlan)) {
            throw new IllegalArgumentException(
                    "sendyard.default-plan is %s, which is none of %s"
                            .formatted(defaultPlan, plans.keySet()));
        }
    }

    /** All plans, in the order of the configuration. */
    public List<Plan> all() {
        return plans.keySet().stream().map(this::named).toList();
    }

    /** Whether there is such a plan. */
    public boolean offers(String key) {
        return plans.containsKey(key);
    }

    /**
     * The plan with this key. An account whose plan was removed from the configuration can't create
     * more servers.
     */
    public Plan named(String key) {
        var entry = plans.get(key);
        return entry == null
                ? new Plan(key, key, "0")
                : new Plan(key, entry.name(key), entry.maxServers());
    }

    /**
     * A configured plan.
     *
     * @param name for people; the capitalized key if it is missing
     * @param maxServers a number, {@code unlimited} or {@code custom}
     */
    public record PlanProperties(@Nullable String name, String maxServers) {

        public PlanProperties {
            if (!MAX_SERVERS.matcher(maxServers).matches()) {
                throw new IllegalArgumentException(
                        "max-servers is a number, unlimited or custom, not " + maxServers);
            }
        }

        private String name(String key) {
            return Objects.requireNonNullElse(
                    name, key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1));
        }
    }
}
