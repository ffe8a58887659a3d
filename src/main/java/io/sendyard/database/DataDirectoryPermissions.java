package io.sendyard.database;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the permissions of other users away from a data directory and the files that Sendyard
 * writes there: an older version, an archive or an operator may have created them open.
 */
final class DataDirectoryPermissions {

    private static final Set<PosixFilePermission> DIRECTORY =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    /** The database with its lock and log, and the keys. */
    private static final String OURS = "{sendyard.*,*.key,*.pem,*.new}";

    private final Path folder;
    private @Nullable String obstacle;

    private DataDirectoryPermissions(Path folder) {
        this.folder = folder;
    }

    /** Returns what to tell the operator if other users may still be able to read something. */
    static Optional<String> restrict(Path folder) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Optional.of(
                    "The data directory "
                            + folder.toAbsolutePath()
                            + " has no POSIX permissions. Make sure that only the user that runs"
                            + " Sendyard can read it");
        }
        var permissions = new DataDirectoryPermissions(folder);
        permissions.restrict();
        return Optional.ofNullable(permissions.obstacle);
    }

    private void restrict() {
        restrict(folder, DIRECTORY);
        try (var files = Files.newDirectoryStream(folder, OURS)) {
            files.forEach(file -> {
                if (Files.isRegularFile(file)) {
                    restrict(file, FILE);
                }
            });
        } catch (IOException e) {
            failed(folder, e);
        }
    }

    private void restrict(Path path, Set<PosixFilePermission> most) {
        try {
            if (!most.containsAll(Files.getPosixFilePermissions(path))) {
                Files.setPosixFilePermissions(path, most);
            }
        } catch (NoSuchFileException e) {
            // Another process has just removed it.
        } catch (IOException e) {
            failed(path, e);
        }
    }

    private void failed(Path path, IOException cause) {
        if (obstacle == null) {
            var reason =
                    cause instanceof FileSystemException file && file.getReason() != null
                            ? file.getReason()
                            : cause.getMessage();
            obstacle =
                    "Other users may be able to read %1$s (%2$s). As its owner, run: chmod -R go-rwx %3$s"
                            .formatted(path.toAbsolutePath(), reason, folder.toAbsolutePath());
        }
    }
}
