package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendyard.system.Chromium.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumTests {

    @TempDir Path first;

    @TempDir Path second;

    private final List<String> commands = new ArrayList<>();

    @Test
    void takesTheBrowserAndTheDriverThatAreThere() {
        program(second, "google-chrome");
        program(first, "chromedriver");
        assertThat(Chromium.on(machine(false)))
                .isEqualTo(
                        new Chromium(
                                second.resolve("google-chrome"), first.resolve("chromedriver")));
        assertThat(commands).isEmpty();
    }

    @Test
    void takesChromiumBeforeChrome() {
        program(first, "google-chrome");
        program(second, "chromium");
        program(second, "chromedriver");
        assertThat(Chromium.on(machine(false)).browser()).isEqualTo(second.resolve("chromium"));
    }

    @Test
    void hasDebiansPackagesInstalledByRoot() {
        program(first, "apt-get");
        assertThat(Chromium.on(machine(true)).browser()).isEqualTo(second.resolve("chromium"));
        assertThat(commands)
                .containsExactly("apt-get update", "apt-get install -y chromium chromium-driver");
    }

    @Test
    void installsTheDriverWhereOnlyTheBrowserIsThere() {
        program(first, "apt-get");
        program(first, "google-chrome");
        assertThat(Chromium.on(machine(true)).browser()).isEqualTo(second.resolve("chromium"));
    }

    @Test
    void saysWhatToInstallWhereItMayNotInstallAnything() {
        program(first, "apt-get");
        assertThatThrownBy(() -> Chromium.on(machine(false))).hasMessage(Chromium.MISSING);
        assertThat(commands).isEmpty();
    }

    @Test
    void saysWhatToInstallWhereThereIsNoDebian() {
        assertThatThrownBy(() -> Chromium.on(machine(true))).hasMessage(Chromium.MISSING);
        assertThat(commands).isEmpty();
    }

    @Test
    void saysWhatToInstallWhereTheInstallationFails() {
        program(first, "apt-get");
        var machine = new Machine(path(), true, _ -> false);
        assertThatThrownBy(() -> Chromium.on(machine)).hasMessage(Chromium.MISSING);
    }

    private Machine machine(boolean root) {
        return new Machine(path(), root, this::install);
    }

    private String path() {
        return first + java.io.File.pathSeparator + second;
    }

    private boolean install(String... command) {
        commands.add(String.join(" ", command));
        if (command[1].equals("install")) {
            program(second, "chromium");
            program(second, "chromedriver");
        }
        return true;
    }

    private static void program(Path folder, String name) {
        try {
            assertThat(Files.createFile(folder.resolve(name)).toFile().setExecutable(true))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
