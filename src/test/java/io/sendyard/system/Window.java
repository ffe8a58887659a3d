package io.sendyard.system;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/** The browser's window: its width, its colours, and whether it runs scripts. */
record Window(ChromeDriver driver) {

    static final int WIDE = 1440;
    static final int NARROW = 360;

    private static final int HEIGHT = 900;
    private static final int NARROW_HEIGHT = 740;

    void startAnew(String address) {
        driver.get("about:blank");
        command("Network.clearBrowserCookies", Map.of());
        command(
                "Storage.clearDataForOrigin",
                Map.of("origin", address, "storageTypes", "local_storage,session_storage"));
        scripts(true);
        colors("light");
        width(WIDE);
    }

    void width(int pixels) {
        size(pixels, pixels == NARROW ? NARROW_HEIGHT : HEIGHT);
    }

    void light() {
        colors("light");
    }

    void dark() {
        colors("dark");
    }

    void scripts(boolean on) {
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    /** A picture of the whole page, not only of what fits; soon made rather than small. */
    byte[] picture() {
        var picture =
                driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("captureBeyondViewport", true, "optimizeForSpeed", true));
        return Base64.getDecoder().decode(String.valueOf(picture.get("data")));
    }

    private void colors(String scheme) {
        var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    private void size(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }
}
