package org.larmor.display.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser window that looks at the page, and remembers whatever went wrong in it. */
final class Visit implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    final Page page;
    final List<String> faults = new CopyOnWriteArrayList<>();
    private final BrowserContext context;

    private Visit(Browser browser, Browser.NewContextOptions options) {
        this.context = browser.newContext(options.setIgnoreHTTPSErrors(true));
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.setDefaultNavigationTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add(message.text());
            }
        });
        page.onPageError(faults::add);
        page.onResponse(answer -> {
            if (answer.status() >= 400) {
                faults.add(answer.status() + " " + answer.url());
            }
        });
    }

    /** The browser that the build names, without a window. */
    static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("larmor.browser")))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--force-color-profile=srgb")));
    }

    /** Playwright that fetches no browser of its own. */
    static Playwright playwright() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    static Visit desktop(Browser browser) {
        return new Visit(
                browser,
                new Browser.NewContextOptions().setViewportSize(1400, 1000).setColorScheme(ColorScheme.DARK));
    }

    static Visit phone(Browser browser) {
        return new Visit(
                browser,
                new Browser.NewContextOptions().setViewportSize(390, 844).setColorScheme(ColorScheme.LIGHT));
    }

    Visit go(String address) {
        page.navigate(address);
        return this;
    }

    Locator at(String selector) {
        return page.locator(selector);
    }

    /** What a stage's canvas shows, once it shows something. */
    String painted(String stage) {
        Locator canvas = at("[data-stage='" + stage + "'] canvas.magnitude[data-painted]");
        canvas.waitFor();
        return String.valueOf(canvas.getAttribute("data-painted"));
    }

    /** Waits until an expression is true in the page, whose policy forbids Playwright's own way to do so. */
    void until(String expression) {
        page.evaluate("""
                () => new Promise((kept, broken) => {
                  const look = () => {
                    if (%s) {
                      kept();
                    } else if (performance.now() > deadline) {
                      broken(new Error("never true"));
                    } else {
                      requestAnimationFrame(look);
                    }
                  };
                  const deadline = performance.now() + %d;
                  look();
                })""".formatted(expression, PATIENCE_MILLIS));
    }

    /** The pixels of an element as the browser shows them when nothing fades in any more, without what is written on it. */
    byte[] screenshot(String selector) {
        Locator found = at(selector);
        found.evaluate("e => e.querySelectorAll('.corner, .caution').forEach(t => t.style.visibility = 'hidden')");
        return found.screenshot(new Locator.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
    }

    @Override
    public void close() {
        context.close();
    }
}
