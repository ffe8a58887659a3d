package io.sendyard.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory that another version or an operator made, open to other users. */
class DataDirectoryPermissionsTests {

    private static final List<String> OURS =
            List.of(
                    "sendyard.mv.db",
                    "sendyard.trace.db",
                    "secrets.key",
                    "jwt-signing-key.pem",
                    "secrets.key123.new");

    @TempDir Path folder;
    private Path data = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        for (var file : OURS) {
            allow(Files.createFile(data.resolve(file)), "rw-rw-r--");
        }
        allow(Files.createFile(data.resolve("notes.txt")), "rw-r--r--");
        allow(data, "rwxr-xr-x");
    }

    @Test
    void isMadePrivateWithTheFilesThatSendyardWrites() throws IOException {
        assertThat(DataDirectoryPermissions.restrict(data)).isEmpty();

        assertThat(permissions(data)).isEqualTo("rwx------");
        for (var file : OURS) {
            assertThat(permissions(data.resolve(file))).as(file).isEqualTo("rw-------");
        }
        assertThat(permissions(data.resolve("notes.txt"))).isEqualTo("rw-r--r--");
    }

    @Test
    void areLeftAloneWhereNobodyElseHasAny() throws IOException {
        allow(data, "r-x------");

        assertThat(DataDirectoryPermissions.restrict(data)).isEmpty();
        assertThat(permissions(data)).isEqualTo("r-x------");
    }

    @Test
    void thatCantBeChangedAreReportedWithTheRemedy() {
        var kernels = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(kernels));

        assertThat(DataDirectoryPermissions.restrict(kernels))
                .hasValueSatisfying(line ->
                        assertThat(line)
                                .contains("/proc/self (", "chmod -R go-rwx /proc/self")
                                .doesNotContain("\n"));
    }

    @Test
    void thatDontExistAreReported() throws IOException {
        try (var zip =
                FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            assertThat(DataDirectoryPermissions.restrict(zip.getPath("/")))
                    .hasValueSatisfying(line -> assertThat(line).contains("no POSIX permissions"));
        }
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
