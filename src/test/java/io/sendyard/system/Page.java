package io.sendyard.system;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;

/**
 * Finds what a person sees by the words it bears. While a dialog is open only what is in it can be
 * reached.
 */
record Page(JavascriptExecutor scripts) {

    private static final String WORDS =
            """
            const root = arguments[1] ?? document.querySelector("dialog:modal") ?? document;
            const wanted = arguments[0];
            const words = (e) => e.innerText.trim().replace(/\\s*\\n\\s*/g, "\\n");
            const bears = (e) => words(e) === wanted || words(e).split("\\n")[0] === wanted || e.title === wanted;
            const seen = (e) => e.checkVisibility({visibilityProperty: true});
            """;

    /** A link, button, menu or choice with these words; null where there is none. */
    @Nullable WebElement control(String words, @Nullable WebElement within) {
        return (WebElement)
                scripts.executeScript(
                        WORDS
                                + """
                                return [...root.querySelectorAll("a, button, summary, label")]
                                  .find((e) => seen(e) && bears(e)) ?? null;
                                """,
                        words,
                        within);
    }

    /** The field with this label; null where there is none. */
    @Nullable WebElement field(String label) {
        return (WebElement)
                scripts.executeScript(
                        WORDS
                                + """
                                const labelled = [...root.querySelectorAll("label")].find((e) => seen(e) && bears(e));
                                return labelled?.control ?? [...root.querySelectorAll("[aria-label]")]
                                  .find((e) => e.ariaLabel === wanted && e.matches("input, select, textarea")) ?? null;
                                """,
                        label,
                        null);
    }

    /**
     * The innermost row of a table or list, or section, that shows these words; null where there is
     * none.
     */
    @Nullable WebElement row(String words) {
        return (WebElement)
                scripts.executeScript(
                        WORDS
                                + """
                                return [...root.querySelectorAll("tbody tr, li, section")]
                                  .findLast((e) => seen(e) && e.innerText.includes(wanted)) ?? null;
                                """,
                        words,
                        null);
    }

    boolean dialogOpen() {
        return Boolean.TRUE.equals(
                scripts.executeScript("return document.querySelector('dialog:modal') !== null"));
    }

    /** Everything that can be read now. */
    String text() {
        return String.valueOf(
                scripts.executeScript(
                        "return (document.querySelector('dialog:modal') ?? document.body).innerText"));
    }

    /** What stands in all fields and behind all attributes, shown or not. */
    String source() {
        return String.valueOf(
                scripts.executeScript(
                        """
                        return document.documentElement.outerHTML
                          + [...document.querySelectorAll("input, textarea")].map((e) => e.value).join("\\n");
                        """));
    }

    /** All that the browser keeps for this site, apart from cookies. */
    String storage() {
        return String.valueOf(
                scripts.executeScript(
                        """
                        return JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, location.href]);
                        """));
    }

    /** What sticks out at the right: empty where nothing scrolls sideways. */
    String overflow() {
        return String.valueOf(
                scripts.executeScript(
                        """
                        const boxes = [document.scrollingElement, document.querySelector("dialog:modal")];
                        return boxes.filter((box) => box && box.scrollWidth > box.clientWidth)
                          .map((box) => `${box.localName} is ${box.scrollWidth} wide in ${box.clientWidth}`).join();
                        """));
    }

    /** Links of htmx whose answer does not bring the fragment they put into the page. */
    String unanswered() {
        return String.valueOf(
                scripts.executeAsyncScript(
                        """
                        const done = arguments[arguments.length - 1];
                        const ask = async (link) => {
                          const target = link.getAttribute("hx-target").slice(1);
                          const headers = {"HX-Request": "true", "HX-Target": target};
                          const answer = await fetch(link.getAttribute("hx-get"), {headers});
                          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                          const right = page.body.firstElementChild?.id === target;
                          return right ? null : `${link.getAttribute("hx-get")} brings no ${target}`;
                        };
                        Promise.all([...document.querySelectorAll("[hx-get][hx-target]")].map(ask))
                          .then((wrong) => done(wrong.filter((w) => w).join()));
                        """));
    }
}
