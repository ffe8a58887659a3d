package io.sendyard.tracking;

import io.sendyard.core.ApiEnum;
import io.sendyard.core.DomainName;
import io.sendyard.core.Excerpt;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host name for an account's tracked links, claimed by that account alone, and its latest DNS
 * result.
 */
@Entity
public class TrackingDomain {

    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int MOST_SHOWN = 252;

    @Id private String name;

    private long accountId;

    @Enumerated(EnumType.STRING)
    private TrackingDomainState state;

    private @Nullable String found;
    private @Nullable Instant checkedAt;
    private Instant nextCheckAt;

    /** Null for a new claim, so that it can't replace another account's. */
    @Version private @Nullable Integer version;

    /** A claim of {@code accountId} that is to be checked at once. */
    public TrackingDomain(String name, long accountId, Instant now) {
        this.name = name;
        this.accountId = accountId;
        this.state = TrackingDomainState.UNCHECKED;
        this.nextCheckAt = now;
    }

    @SuppressWarnings("NullAway.Init")
    protected TrackingDomain() {}

    public DomainName name() {
        return new DomainName(name);
    }

    long accountId() {
        return accountId;
    }

    public TrackingDomainState state() {
        return state;
    }

    /** What the name leads to instead, where it leads elsewhere. */
    public @Nullable String found() {
        return found;
    }

    public @Nullable Instant checkedAt() {
        return checkedAt;
    }

    public Instant nextCheckAt() {
        return nextCheckAt;
    }

    /** DNS gave these aliases. */
    void answered(List<String> aliases, String target, Instant now) {
        checked(now);
        found = null;
        if (aliases.isEmpty()) {
            state = TrackingDomainState.MISSING;
        } else if (aliases.contains(target)) {
            state = TrackingDomainState.VERIFIED;
        } else {
            state = TrackingDomainState.ELSEWHERE;
            found = Excerpt.marked(aliases.getFirst(), MOST_SHOWN);
        }
    }

    /** DNS gave no answer; what was known before stays known. */
    void unanswered(Instant now) {
        checked(now);
        if (state != TrackingDomainState.VERIFIED) {
            state = TrackingDomainState.UNREACHABLE;
        }
    }

    private void checked(Instant now) {
        checkedAt = now;
        nextCheckAt = now.plus(PAUSE);
    }

    /** What is known of a domain's CNAME record. */
    public enum TrackingDomainState implements ApiEnum {
        UNCHECKED("Not checked yet.", "The record is looked up in the next minute."),
        VERIFIED("Verified.", "The record leads here, and tracked links carry this host."),
        MISSING(
                "Not found.",
                "There is no CNAME record at this name. Publish it as shown, then check again."
                        + " Until then links keep our host."),
        ELSEWHERE(
                "Points somewhere else.",
                "The record exists and leads to another host. Change its value, then check again."
                        + " Until then links keep our host."),
        UNREACHABLE(
                "No answer.",
                "No name server answered. That says nothing about the record; it is asked again by"
                        + " itself.");

        private final String headline;
        private final String sentence;

        TrackingDomainState(String headline, String sentence) {
            this.headline = headline;
            this.sentence = sentence;
        }

        /** The result in two words. */
        public String headline() {
            return headline;
        }

        /** What follows from it, and what to do. */
        public String sentence() {
            return sentence;
        }
    }
}
