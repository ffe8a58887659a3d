package io.sendyard.database;

import jakarta.persistence.TypedQuery;
import java.util.List;

/**
 * One page of a list that is read by the key of the last row seen, so that the thousandth page
 * costs what the first does.
 *
 * @param rows in the order of the list
 * @param hasBefore whether there are rows before these
 * @param hasAfter whether there are rows after these
 */
public record KeysetPage<T>(List<T> rows, boolean hasBefore, boolean hasAfter) {

    /** A page without rows, and without pages before and after it. */
    public static <T> KeysetPage<T> empty() {
        return new KeysetPage<>(List.of(), false, false);
    }

    /**
     * Reads up to {@code limit} rows.
     *
     * @param query for the rows after a key, or for those before it in reverse order
     * @param keyed whether the query starts at a key, not at an end of the list
     * @param backward whether it is the query for the rows before
     */
    public static <T> KeysetPage<T> read(
            TypedQuery<T> query, int limit, boolean keyed, boolean backward) {
        var found = query.setMaxResults(limit + 1).getResultList();
        boolean more = found.size() > limit;
        var rows = more ? found.subList(0, limit) : found;
        // A key of a row that is gone finds no rows, and then there are none on its other side.
        boolean cameFrom = keyed && !rows.isEmpty();
        return new KeysetPage<>(
                backward ? rows.reversed() : rows,
                backward ? more : cameFrom,
                backward ? cameFrom : more);
    }
}
