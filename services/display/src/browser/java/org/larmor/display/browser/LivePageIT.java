package org.larmor.display.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.Stage;
import org.larmor.display.DisplayConfig;
import org.larmor.display.DisplayServer;
import org.larmor.display.ResultTopics;
import org.larmor.display.Samples;
import org.larmor.display.results.ResultSubscriber;

/** What a person sees of what the reconstruction publishes, in a real browser. */
@Tag("browser")
@Timeout(240)
class LivePageIT {
    private static Playwright playwright;
    private static Browser browser;

    private ResultTopics results;
    private DisplayServer server;
    private ResultSubscriber subscriber;
    private Visit visit;

    @BeforeAll
    static void launch() {
        playwright = Visit.playwright();
        browser = Visit.launch(playwright);
    }

    @AfterAll
    static void quit() {
        playwright.close();
    }

    @BeforeEach
    void open() throws Exception {
        results = new ResultTopics();
        serve(0);
        visit = Visit.desktop(browser);
    }

    private void serve(int port) throws IOException {
        server = DisplayServer.start(DisplayConfig.DEFAULT.withPort(port));
        subscriber =
                ResultSubscriber.start(results.bootstrap, results.topics, ResultSubscriber.From.NOW, server.listener());
    }

    @AfterEach
    void close() {
        visit.close();
        subscriber.close();
        server.close();
        results.close();
    }

    @Test
    void beforeAnyScanItWaitsAndAsksForNothingThatIsNotThere() {
        visit.go(server.address());
        visit.at("#empty:visible").waitFor();
        visit.at("#link[data-state=live]").waitFor();

        results.publish(Scene.picture(0, Stage.ZERO_FILLED, 0));

        visit.painted("zero-filled");
        assertFalse(visit.at("#empty").isVisible());
        assertEquals(List.of(), visit.faults);
    }

    @Test
    void betterPicturesTakeThePlaceOfEarlierOnesAndNothingFlickers() {
        visit.go(server.address());
        results.publish(Scene.picture(0, Stage.SENSE, 0));
        String first = visit.painted("sense");
        visit.page.evaluate("""
                () => {
                  const canvas = document.querySelector("[data-stage=sense] canvas.magnitude");
                  window.blank = 0;
                  window.looks = 0;
                  const look = () => {
                    const pixel = canvas.getContext("2d").getImageData(48, 60, 1, 1).data;
                    window.blank += canvas.hidden || pixel[0] < 40 ? 1 : 0;
                    window.looks++;
                    requestAnimationFrame(look);
                  };
                  look();
                }""");
        for (int revision = 1; revision <= 8; revision++) {
            results.publish(Scene.picture(0, Stage.SENSE, revision));
        }

        visit.until("document.querySelector('[data-stage=sense] canvas.magnitude').dataset.painted.includes('v=8-')");
        visit.until("window.looks > 5");
        assertNotEquals(first, visit.painted("sense"));
        assertEquals(0, visit.page.evaluate("() => window.blank"));
    }

    @Test
    void aDragChangesTheWindowAndItsNumbersAndResetBringsThemBack() {
        visit.go(server.address());
        Scene.stages(0).forEach(results::publish);
        String before = visit.painted("refined");
        BoundingBox box = visit.at("[data-stage=refined] .view").boundingBox();
        visit.page.mouse().move(box.x + 60, box.y + 60);
        visit.page.mouse().down();
        visit.page.mouse().move(box.x + 160, box.y + 30);
        visit.page.mouse().up();

        visit.at(".corner:text('W 158 L 40') >> nth=0").waitFor();
        assertEquals("158", visit.at("#width").inputValue());
        assertNotEquals(before, visit.painted("refined"));

        visit.page.keyboard().press("r");

        visit.at(".corner:text('W 100 L 50') >> nth=0").waitFor();
        assertEquals(before, visit.painted("refined"));
    }

    @Test
    void itLooksAsItShould() throws IOException {
        visit.go(server.address());
        Scene.stages(1).forEach(results::publish);
        for (Stage stage : Stage.values()) {
            visit.painted(stage.label());
        }
        Likeness.assertLike("zero-filled", visit.screenshot("[data-stage='zero-filled'] .view"));
        Likeness.assertLike("refined", visit.screenshot("[data-stage=refined] .view"));

        visit.page.keyboard().press("u");
        visit.at("[data-stage=refined] canvas.uncertainty:visible").waitFor();
        visit.at("#uncertainty-more:visible").waitFor();
        Likeness.assertLike("uncertainty", visit.screenshot("[data-stage=refined] .view"));

        visit.page.keyboard().press("d");
        visit.at("[data-stage='zero-filled'] canvas[data-painted*=' - ']").waitFor();
        Likeness.assertLike("difference", visit.screenshot("[data-stage='zero-filled'] .view"));

        visit.page.keyboard().press("d");
        visit.page.keyboard().press("u");
        for (int i = 0; i < 4; i++) {
            visit.page.keyboard().press("+");
        }
        visit.at("#zoom:text('zoom 2.4')").waitFor();
        visit.until("!document.querySelector('[data-stage=refined] canvas.magnitude').dataset.painted.includes(' - ')");
        Likeness.assertLike("zoomed", visit.screenshot("[data-stage=refined] .view"));
    }

    @Test
    void theLinesOfKSpaceFillUp() {
        visit.go(server.address());
        results.publish(Scene.picture(0, Stage.ZERO_FILLED, 0));
        results.publish(Scene.receiving(0, 3, 4));
        visit.at("#coverage-text:text('2 of 8 lines (25 %)')").waitFor();
        results.publish(Scene.receiving(0, 1, 5));
        visit.at("#coverage-text:text('4 of 8 lines (50 %)')").waitFor();
        assertEquals("1,3,4,5", visit.page.evaluate("""
                        () => {
                          const data = document.getElementById("coverage").getContext("2d").getImageData(0, 0, 1024, 1).data;
                          return [...Array(8).keys()].filter((line) => data[4 * (128 * line + 64) + 3] > 128).join();
                        }"""));
    }

    @Test
    void keysGoThroughSlicesAndTheHelpNamesThem() {
        visit.go(server.address());
        for (int slice = 0; slice < 3; slice++) {
            Scene.stages(slice).forEach(results::publish);
        }
        visit.at("#sliders output:text('of 3')").waitFor();
        String at = visit.at("#sliders output >> nth=0").textContent();
        visit.page.keyboard().press("ArrowDown");
        visit.until("document.querySelector('#sliders output').textContent !== '" + at + "'");
        visit.until("document.getElementById('news').textContent.includes('refined picture of slice')");

        visit.page.keyboard().press("4");
        visit.at("[data-stage=sense]")
                .waitFor(new Locator.WaitForOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN));
        visit.page.keyboard().press("?");
        visit.at("#help[open]").waitFor();
        assertTrue(visit.at("#keys tr").count() > 10);
    }

    @Test
    void scansAreFoundByTheirStateAndTheirName() {
        visit.go(server.address());
        results.publish(Samples.image("alpha", ImageIndex.FIRST, Stage.SENSE, 0));
        results.publish(Scene.picture(0, Stage.SENSE, 0));
        results.publish(Scene.done("alpha"));
        visit.at("#scans li[data-state=done]").waitFor();
        visit.at("#scan-count:text-is('2')").waitFor();

        visit.at("#shown span:text('running')").click();
        visit.at("#scan-count:text('1 of 2')").waitFor();
        assertEquals("head", visit.at("#scans .name").textContent());
        visit.at("#shown span:text('all')").click();
        visit.at("#scan-count:text-is('2')").waitFor();
        visit.page.keyboard().press("/");
        visit.page.keyboard().type("alph");
        visit.at("#scan-count:text('1 of 2')").waitFor();
        assertEquals("alpha", visit.at("#scans .name").textContent());
    }

    @Test
    void aCinePlaysStopsAndSteps() {
        visit.go(server.address());
        results.publish(Scene.picture(0, Stage.SENSE, 0));
        for (int phase = 0; phase < 4; phase++) {
            results.publish(Scene.frame(phase, 4));
        }
        visit.at(".cine .cycle button >> nth=3").waitFor();
        visit.at(".cine canvas[aria-label*='at 50 %']").waitFor();
        visit.at(".cine canvas[aria-label*='at 0 %']").waitFor();

        visit.page.keyboard().press(" ");
        visit.at(".cine button:text('Play')").waitFor();
        visit.at(".cycle button >> nth=1").click(new Locator.ClickOptions().setForce(true));
        visit.at(".cine canvas[aria-label='measured frame at 25 % of the cycle']")
                .waitFor();
        visit.page.keyboard().press("ArrowRight");
        visit.at(".cine canvas[aria-label='measured frame at 50 % of the cycle']")
                .waitFor();
    }

    @Test
    void anAnomalyMapIsOffUntilItIsAskedForAndNeverWithoutItsLabel() {
        visit.go(server.address());
        results.publish(Samples.image("scan-1", ImageIndex.FIRST, Stage.REFINED, 3));
        results.publish(Samples.anomaly(1, "scan-1"));
        visit.at("#anomaly-label:text('not for diagnosis')").waitFor();
        visit.painted("refined");
        assertFalse(visit.at("[data-stage=refined] canvas.anomaly").isVisible());

        visit.page.keyboard().press("a");

        visit.at("[data-stage=refined] canvas.anomaly:visible").waitFor();
        visit.at("[data-stage=refined] .caution:text('not for diagnosis')").waitFor();
        visit.at("#anomaly-score:text('score 0.90')").waitFor();
    }

    @Test
    void itComesBackByItselfAndShowsWhatItHasMissed() throws Exception {
        visit.go(server.address());
        results.publish(Scene.picture(0, Stage.SENSE, 0));
        visit.painted("sense");
        int port = server.port();
        subscriber.close();
        server.close();
        visit.at("#link[data-state=lost]").waitFor();

        serve(port);
        results.publish(Scene.picture(0, Stage.SENSE, 1));
        results.publish(Scene.picture(1, Stage.REFINED, 2));

        visit.at("#link[data-state=live]").waitFor();
        visit.at("#sliders output:text('of 2')").waitFor();
        visit.until("document.querySelector('[data-stage=sense] canvas.magnitude').dataset.painted.includes('v=1-')");
    }

    @Test
    void thousandsOfSlicesAreSteppedThroughWithoutHoldingThemAll() {
        int slices = 3000;
        for (int slice = 0; slice < slices; slice++) {
            server.listener().image(Scene.picture(slice, Stage.SENSE, 0));
        }
        visit.go(server.address());
        visit.at("#sliders output:text('1500 of 3000')").waitFor();
        visit.painted("sense");
        visit.at("#sliders input >> nth=0").evaluate("e => { e.value = '2999'; e.dispatchEvent(new Event('input')); }");
        visit.until(
                "document.querySelector('[data-stage=sense] canvas.magnitude').dataset.painted.includes('0.0.0.2999')");
        int elements = (int) visit.page.evaluate("() => document.querySelectorAll('*').length");
        assertTrue(elements < 600, elements + " elements");
        Number heap = (Number) visit.page.evaluate("() => performance.memory.usedJSHeapSize");
        assertTrue(heap.longValue() < 100e6, heap + " bytes");
    }
}
