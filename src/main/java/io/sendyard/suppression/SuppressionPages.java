package io.sendyard.suppression;

import io.sendyard.core.EmailAddress;
import io.sendyard.core.LikePattern;
import io.sendyard.database.KeysetPage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a server's list a page at a time, newest first, by the key of the last one seen. */
@Component
public class SuppressionPages {

    private final EntityManager entities;

    SuppressionPages(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The entries of one page.
     *
     * @param streamId the stream they hold for, by it or by its server; null for all of the server
     */
    public KeysetPage<Suppression> page(
            long serverId, @Nullable Long streamId, SuppressionSearch search, int limit) {
        if (search.email().codePoints().anyMatch(Character::isISOControl)) {
            // No address can be such, and PostgreSQL takes no NUL even in a question.
            return KeysetPage.empty();
        }
        boolean backward = search.after() == null && search.before() != null;
        return KeysetPage.read(
                query(serverId, streamId, search, backward),
                limit,
                backward || search.after() != null,
                backward);
    }

    private TypedQuery<Suppression> query(
            long serverId, @Nullable Long streamId, SuppressionSearch search, boolean backward) {
        var jpql = new StringBuilder("select s from Suppression s where s.serverId = :server");
        var values = new HashMap<String, Object>();
        values.put("server", serverId);
        if (streamId != null) {
            jpql.append(" and (s.streamId is null or s.streamId = :stream)");
            values.put("stream", streamId);
        }
        if (search.reason() != null) {
            jpql.append(" and s.reason = :reason");
            values.put("reason", search.reason());
        }
        if (search.since() != null) {
            jpql.append(" and s.createdAt >= :since");
            values.put("since", search.since());
        }
        byAddress(search.email(), jpql, values);
        var from = backward ? search.before() : search.after();
        if (from != null) {
            jpql.append(
                    " and s.id %s (select f.id from Suppression f where f.cuid = :from and f.serverId = :server)"
                            .formatted(backward ? ">" : "<"));
            values.put("from", from);
        }
        // The server comes first so that H2 too scans the index instead of sorting the whole list.
        var direction = backward ? "asc" : "desc";
        jpql.append(" order by s.serverId %s, s.id %1$s".formatted(direction));
        var query = entities.createQuery(jpql.toString(), Suppression.class);
        values.forEach(query::setParameter);
        return query;
    }

    /** A whole address is found by its index; a part of one is looked for in the server's list. */
    private static void byAddress(String email, StringBuilder jpql, Map<String, Object> values) {
        if (email.isEmpty()) {
            return;
        }
        var whole = EmailAddress.parse(email);
        if (whole.isPresent()) {
            jpql.append(" and s.emailKey = :email");
            values.put("email", whole.get().key());
        } else {
            jpql.append(" and s.emailKey like :email escape '!'");
            values.put("email", LikePattern.containing(email.toLowerCase(Locale.ROOT)));
        }
    }
}
