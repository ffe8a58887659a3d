package io.sendyard.suppression;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of the rows of a file.
 *
 * @param rows how many there were, without the names of the columns
 * @param added how many are new on the list
 * @param known how many were on it already
 * @param refused how many can't be used
 * @param problems what is wrong with the first hundred of these
 */
public record ImportTally(
        int rows, int added, int known, int refused, List<ImportProblem> problems) {

    private static final int MOST_PROBLEMS = 100;

    /** The counts of a file that was not read yet. */
    static final ImportTally NONE = new ImportTally(0, 0, 0, 0, List.of());

    /** Adds the result of another chunk. */
    ImportTally plus(ImportRows.Chunk chunk, int more) {
        var all = new ArrayList<>(problems);
        all.addAll(chunk.problems());
        int entries = chunk.entries().size();
        return new ImportTally(
                rows + entries + chunk.problems().size(),
                added + more,
                known + entries - more,
                refused + chunk.problems().size(),
                List.copyOf(all.subList(0, Math.min(all.size(), MOST_PROBLEMS))));
    }
}
