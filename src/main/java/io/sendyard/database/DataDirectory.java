package io.sendyard.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The data directory with the database file, unless that is elsewhere, and the keys that are not in
 * the database. Only its owner can read it.
 *
 * @param dataDir the folder
 */
@ConfigurationProperties("sendyard")
public record DataDirectory(@DefaultValue("./data") Path dataDir) {

    /** Creates the folder if it is missing, for its owner alone. */
    public static void make(Path folder) {
        try {
            Files.createDirectories(folder, permissions(folder, "rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The data directory " + folder.toAbsolutePath() + " can't be made", e);
        }
    }

    /**
     * The text of a file; if it is missing, {@code first} supplies it, once, however many processes
     * start at the same time.
     */
    public String keep(String file, Supplier<String> first) {
        var path = dataDir.resolve(file);
        try {
            if (Files.notExists(path)) {
                write(file, first.get());
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The key file " + path.toAbsolutePath() + " can't be read or written", e);
        }
    }

    private void write(String file, String text) throws IOException {
        make(dataDir);
        var draft = Files.createTempFile(dataDir, file, ".new");
        Files.writeString(draft, text);
        try {
            Files.createLink(dataDir.resolve(file), draft);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its key counts.
        } finally {
            Files.delete(draft);
        }
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
