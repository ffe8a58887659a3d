package io.sendyard.server;

import io.sendyard.core.Cuid;
import io.sendyard.core.LikePattern;
import io.sendyard.core.Name;
import io.sendyard.database.KeysetPage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads an account's servers a page at a time, by the key of the last one seen, so that the
 * thousandth page costs what the first does.
 */
@Component
public class ServerList {

    private final EntityManager entities;

    ServerList(EntityManager entities) {
        this.entities = entities;
    }

    /** The servers of one page, in the order of the search. */
    public KeysetPage<Server> page(long accountId, ServerSearch search, int limit) {
        if (search.name().codePoints().anyMatch(Character::isISOControl)) {
            // No server can have such a name, and PostgreSQL takes no NUL even in a question.
            return KeysetPage.empty();
        }
        boolean backward = search.after() == null && search.before() != null;
        return KeysetPage.read(
                query(accountId, search, backward),
                limit,
                backward || search.after() != null,
                backward);
    }

    private TypedQuery<Server> query(long accountId, ServerSearch search, boolean backward) {
        var key = search.sort() == ServerSearch.Sort.NAME ? "nameKey" : "id";
        boolean descending = (search.sort() == ServerSearch.Sort.NEWEST) != backward;
        var from = backward ? search.before() : search.after();
        var jpql =
                new StringBuilder(
                        "select s from Server s where s.accountId = :account and s.deletedAt is"
                                + " null");
        if (!search.name().isEmpty()) {
            jpql.append(" and s.nameKey like :name escape '!'");
        }
        if (search.mode() != null) {
            jpql.append(" and s.delivery.mode = :mode");
        }
        if (from != null) {
            jpql.append(
                    " and s.%s %s (select f.%1$s from Server f where f.cuid = :from and f.accountId = :account)"
                            .formatted(key, descending ? "<" : ">"));
        }
        // The account comes first so that H2 too scans the index instead of sorting all servers.
        var direction = descending ? "desc" : "asc";
        jpql.append(" order by s.accountId %s, s.%s %1$s".formatted(direction, key));
        return bound(entities.createQuery(jpql.toString(), Server.class), accountId, search, from);
    }

    private static TypedQuery<Server> bound(
            TypedQuery<Server> query, long accountId, ServerSearch search, @Nullable Cuid from) {
        query.setParameter("account", accountId);
        if (!search.name().isEmpty()) {
            query.setParameter("name", LikePattern.containing(Name.key(search.name())));
        }
        if (search.mode() != null) {
            query.setParameter("mode", search.mode());
        }
        if (from != null) {
            query.setParameter("from", from);
        }
        return query;
    }
}
