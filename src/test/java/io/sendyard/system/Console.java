package io.sendyard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import tools.jackson.databind.json.JsonMapper;

/** What the browser complains of: scripts, styles, the Content-Security-Policy, the network. */
record Console(WebDriver driver) {

    /**
     * The only lines let through: Chromium notes each answer with an error status that a journey
     * provokes on purpose, such as the 422 of a form with errors.
     */
    private static final Pattern PROVOKED =
            Pattern.compile(
                    ".*Failed to load resource: the server responded with a status of (401|403|404|409|422|429) .*");

    void requireEmpty() {
        assertThat(driver.manage().logs().get(LogType.BROWSER))
                .extracting(LogEntry::getMessage)
                .filteredOn(line -> !PROVOKED.matcher(line).matches())
                .as("the browser's console")
                .isEmpty();
    }

    /** The addresses that were asked for since the last time, by the page and all its frames. */
    List<String> requests() {
        var json = JsonMapper.builder().build();
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> json.readTree(entry.getMessage()).get("message"))
                .filter(event -> event.get("method").asString().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asString())
                .toList();
    }

    void forget() {
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
    }
}
