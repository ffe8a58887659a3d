package io.sendyard.system;

import io.sendyard.Visitor;
import io.sendyard.account.Person;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;

/** The one browser of a run, with the verbs of the person in front of it. */
final class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChromeDriver driver;
    private final Page page;
    private final Console console;
    private final Window window;
    private String home = "";

    Browser(Chromium chromium) {
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromium.driver().toFile())
                        .usingAnyFreePort()
                        .build();
        driver = new ChromeDriver(service, options(chromium));
        page = new Page(driver);
        console = new Console(driver);
        window = new Window(driver);
    }

    private static ChromeOptions options(Chromium chromium) {
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        logs.enable(LogType.PERFORMANCE, java.util.logging.Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(chromium.browser().toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                // The network log tells of frames only where they share the page's process.
                "--disable-features=IsolateSandboxedIframes");
        return options;
    }

    /** Forgets everybody who was signed in and all that was stored, in a wide light window. */
    void startAnew(String address) {
        home = address;
        window.startAnew(address);
        console.forget();
    }

    void quit() {
        driver.quit();
    }

    Console console() {
        return console;
    }

    Window window() {
        return window;
    }

    Page page() {
        return page;
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String path) {
        driver.get(home + path);
    }

    /** Signs in elsewhere, and takes the session over: the form has journeys of its own. */
    void signIn(Person person) {
        var visitor = Visitor.at(URI.create(home).getPort());
        visitor.signIn(person.email());
        var session = visitor.session().orElseThrow();
        driver.executeCdpCommand(
                "Network.setCookie",
                Map.of("name", "sendyard", "value", session, "url", home, "httpOnly", true));
        open("/email/servers");
        at("/email/servers");
    }

    /** Clicks on the link, button or choice with these words. */
    void click(String words) {
        until(
                "“%s” to click on".formatted(words),
                () -> Patience.clicked(page.control(words, null)));
    }

    /** The same within the row that shows {@code row}. */
    void click(String words, String row) {
        until(
                "“%s” in “%s”".formatted(words, row),
                () -> {
                    var place = page.row(row);
                    return place != null && Patience.clicked(page.control(words, place));
                });
    }

    /** Waits until the link, button or choice with these words is there. */
    void control(String words) {
        control(words, WebElement::isDisplayed);
    }

    /** What is to be read of the link, button or choice with these words. */
    <T> T control(String words, Function<WebElement, @Nullable T> look) {
        return read("“%s”".formatted(words), () -> page.control(words, null), look);
    }

    <T> T row(String words, Function<WebElement, @Nullable T> look) {
        return read("row “%s”".formatted(words), () -> page.row(words), look);
    }

    <T> T field(String label, Function<WebElement, @Nullable T> look) {
        return read("field “%s”".formatted(label), () -> page.field(label), look);
    }

    <T> T element(String selector, Function<WebElement, @Nullable T> look) {
        return read(selector, () -> driver.findElement(By.cssSelector(selector)), look);
    }

    /** What stands in the field with this label. */
    String value(String label) {
        return field(label, field -> field.getDomProperty("value"));
    }

    /** Types into a field in place of what stood there, any script of any language. */
    void fill(String label, String text) {
        field(label, this::emptied);
        driver.executeCdpCommand("Input.insertText", Map.of("text", text));
    }

    private boolean emptied(WebElement field) {
        field.clear();
        field.click();
        return true;
    }

    void select(String label, String choice) {
        field(label, field -> chosen(field, choice));
    }

    private static boolean chosen(WebElement field, String choice) {
        new Select(field).selectByVisibleText(choice);
        return true;
    }

    /** Presses keys one after another, wherever the focus is. */
    void press(CharSequence... keys) {
        for (var key : keys) {
            new Actions(driver).sendKeys(key).perform();
        }
    }

    void pressControl(String key) {
        new Actions(driver).keyDown(Keys.CONTROL).sendKeys(key).keyUp(Keys.CONTROL).perform();
    }

    void back() {
        driver.navigate().back();
    }

    void forward() {
        driver.navigate().forward();
    }

    /** Lets somebody else do something meanwhile, in a tab where this person is not signed in. */
    void meanwhile(Runnable elsewhere) {
        var here = driver.getWindowHandle();
        var cookies = driver.manage().getCookies();
        driver.manage().deleteAllCookies();
        driver.switchTo().newWindow(WindowType.TAB);
        elsewhere.run();
        driver.manage().deleteAllCookies();
        driver.close();
        driver.switchTo().window(here);
        cookies.forEach(driver.manage()::addCookie);
    }

    /** Waits until these words can be read. */
    void sees(String... words) {
        for (var word : words) {
            until("“%s” to be read".formatted(word), () -> page.text().contains(word));
        }
    }

    /** Waits until these words are gone. */
    void seesNoMore(String words) {
        until("“%s” to be gone".formatted(words), () -> !page.text().contains(words));
    }

    /** Waits until the address is this one. */
    void at(String path) {
        until(path + " to be open", () -> path.equals(path()));
    }

    /** The address within this installation. */
    String path() {
        var address = String.valueOf(driver.getCurrentUrl());
        return address.startsWith(home) ? address.substring(home.length()) : address;
    }

    /** Waits until the title is this one, or has it within. */
    void titled(String words) {
        until("title “%s”".formatted(words), () -> title().contains(words));
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    /** The words of what has the focus: of a field its label. */
    String focused() {
        return String.valueOf(driver.switchTo().activeElement().getAccessibleName());
    }

    /** Waits for the focus, which a swap moves only once the page has settled. */
    void focuses(String words) {
        until("the focus on “%s”".formatted(words), () -> focused().equals(words));
    }

    void until(String what, BooleanSupplier condition) {
        found(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null);
    }

    void picture(String name) {
        Pictures.keep(name, window.picture());
    }

    /** What axe finds, and still finds when the page has had time to settle. */
    List<String> violations() {
        return Patience.lasting(() -> Accessibility.violations(driver), List::isEmpty);
    }

    /** What sticks out at the right, and still does when the page has had time to settle. */
    String overflow() {
        return Patience.lasting(page::overflow, String::isEmpty);
    }

    /**
     * Finds the thing and looks at it as one act: between the two an answer may put another page in
     * its place, and then both are done again.
     */
    private <T> T read(
            String what,
            Supplier<@Nullable WebElement> find,
            Function<WebElement, @Nullable T> look) {
        return found(
                what,
                () -> {
                    var element = find.get();
                    return element == null ? null : look.apply(element);
                });
    }

    private <T> T found(String what, Supplier<@Nullable T> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            var there = Patience.tried(look);
            if (there != null) {
                return there;
            }
            Patience.pause();
        } while (System.nanoTime() < end);
        throw new AssertionError(
                "No %s at %s, where there is:\n%s".formatted(what, path(), page.text()));
    }
}
