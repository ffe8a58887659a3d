package io.sendyard.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What strace saw: when which mark was written to which file, when files were synced, and when
 * which id left by a socket. Each thread's calls are in a file of their own.
 */
final class SystemCalls {

    /** What is looked for in what is written to files. */
    static final Pattern MARK = Pattern.compile("mark-[a-z]-\\d{5}");

    private static final Pattern YES = Pattern.compile(", \"(HTTP/1.1 201|250 2.0.0) ");
    private static final Pattern ID = Pattern.compile("msg_[0-9a-z]{26}");
    private static final Pattern CALL =
            Pattern.compile("(\\d+)\\.(\\d{9}) (\\w+)\\(\\d+<([^>]*)>.*", Pattern.DOTALL);
    private static final Pattern END = Pattern.compile(" = (-?\\d+).*<(\\d+)\\.(\\d{9})>$");

    private final Map<String, List<Call>> writes = new HashMap<>();
    private final List<Call> syncs = new ArrayList<>();
    private final Map<String, Call> answers = new HashMap<>();

    static SystemCalls read(Path folder) throws IOException {
        var calls = new SystemCalls();
        try (var files = Files.list(folder)) {
            files.forEach(calls::readFile);
        }
        return calls;
    }

    /** How many syncs there were. */
    int syncs() {
        return syncs.size();
    }

    /**
     * Whether a sync of the same file, which began after the last write of the mark before the
     * answer with that id, had returned when the answer left.
     */
    boolean syncedAfterLastWrite(String mark, String id) {
        return synced(mark, id, List::getLast);
    }

    /** The same for the first write: others who write may have to write the mark's page again. */
    boolean syncedAfterFirstWrite(String mark, String id) {
        return synced(mark, id, List::getFirst);
    }

    private boolean synced(String mark, String id, Function<List<Call>, Call> which) {
        var answer = answers.get(id);
        if (answer == null) {
            throw new AssertionError("Nobody saw the answer leave that says " + id);
        }
        var before =
                writes.getOrDefault(mark, List.of()).stream()
                        .filter(write -> write.begin < answer.begin)
                        .sorted(Comparator.comparingLong(Call::begin))
                        .toList();
        if (before.isEmpty()) {
            return false;
        }
        var write = which.apply(before);
        return syncs.stream()
                .anyMatch(sync ->
                        sync.file.equals(write.file)
                                && sync.begin >= write.end
                                && sync.end <= answer.begin);
    }

    private void readFile(Path file) {
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(this::readLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLine(String line) {
        var call = CALL.matcher(line);
        var end = END.matcher(line.substring(Math.max(0, line.length() - 120)));
        // Others never came back, or are signals.
        if (!call.matches() || !end.find() || end.group(1).startsWith("-")) {
            return;
        }
        long begin = nanos(call.group(1), call.group(2));
        var seen = new Call(call.group(4), begin, begin + nanos(end.group(2), end.group(3)));
        if (call.group(3).endsWith("sync")) {
            syncs.add(seen);
        } else if (seen.file.startsWith("/")) {
            var marks = MARK.matcher(line);
            while (marks.find()) {
                writes.computeIfAbsent(marks.group(), _ -> new ArrayList<>()).add(seen);
            }
        } else if (YES.matcher(line).find()) {
            var id = ID.matcher(line);
            if (id.find()) {
                answers.put(id.group(), seen);
            }
        }
    }

    private static long nanos(String seconds, String rest) {
        return Long.parseLong(seconds) * 1_000_000_000L + Long.parseLong(rest);
    }

    /** One call, when it began and when it had returned, in nanoseconds. */
    private record Call(String file, long begin, long end) {}
}
