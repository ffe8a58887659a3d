package io.sendyard.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Chromium or Chrome of a machine, with the driver that steers it; nothing is downloaded. */
record Chromium(Path browser, Path driver) {

    static final String MISSING =
            "The browser journeys need Chromium or Chrome with its driver on the PATH;"
                    + " on Debian: apt-get install chromium chromium-driver";

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    /**
     * Finds both, or has Debian's packages installed where root runs the tests.
     *
     * @throws IllegalStateException with the one sentence on what to install
     */
    static Chromium on(Machine machine) {
        return find(machine)
                .or(() -> installed(machine))
                .orElseThrow(() -> new IllegalStateException(MISSING));
    }

    private static Optional<Chromium> installed(Machine machine) {
        if (!machine.root() || machine.find("apt-get").isEmpty()) {
            return Optional.empty();
        }
        boolean done =
                machine.commands().run("apt-get", "update")
                        && machine.commands()
                                .run("apt-get", "install", "-y", "chromium", "chromium-driver");
        return done ? find(machine) : Optional.empty();
    }

    private static Optional<Chromium> find(Machine machine) {
        var browser = BROWSERS.stream().map(machine::find).flatMap(Optional::stream).findFirst();
        return browser.flatMap(
                there -> machine.find("chromedriver").map(driver -> new Chromium(there, driver)));
    }

    /**
     * Where the tests run.
     *
     * @param path the folders of programs, as in the PATH variable
     * @param root whether packages may be installed
     */
    record Machine(String path, boolean root, Commands commands) {

        static Machine here() {
            return new Machine(
                    String.valueOf(System.getenv("PATH")),
                    "root".equals(System.getProperty("user.name")),
                    Machine::run);
        }

        Optional<Path> find(String program) {
            return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }

        private static boolean run(String... command) {
            var process = new ProcessBuilder(command).inheritIO();
            process.environment().put("DEBIAN_FRONTEND", "noninteractive");
            try {
                return process.start().waitFor() == 0;
            } catch (java.io.IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** Runs a command to its end; true where it ended well. */
    interface Commands {
        boolean run(String... command);
    }
}
