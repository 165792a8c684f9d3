package org.larmor.display.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.broker.TestCertificate;
import org.larmor.core.domain.Stage;
import org.larmor.display.DisplayConfig;
import org.larmor.display.DisplayServer;
import org.larmor.display.access.Account.Role;
import org.larmor.display.access.PageAccess;
import org.larmor.display.access.TokenFile;

/** The page behind a login, on a phone, in the light, and for those who do not look. */
@Tag("browser")
@Timeout(240)
class PlacesIT {
    private static final String UNNAMED = """
            () => [...document.querySelectorAll("button, input, select, [role=img]")]
              .filter((e) => !(e.getAttribute("aria-label") || e.labels?.length || e.textContent.trim() || e.title || e.hidden))
              .map((e) => e.outerHTML).join()""";

    private static Playwright playwright;
    private static Browser browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void launch() {
        playwright = Visit.playwright();
        browser = Visit.launch(playwright);
    }

    @AfterAll
    static void quit() {
        playwright.close();
    }

    @Test
    void overTlsWithATokenItIsTheSamePageAndTheBrowserObjectsToNothing() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        Path tokens = folder.resolve("tokens");
        String token = new TokenFile(tokens).add("vera", Role.VIEWER);
        PageAccess.Tls tls = new PageAccess.Tls(certificate.certificate(), certificate.key());
        DisplayConfig config =
                DisplayConfig.DEFAULT.withPort(0).withAccess(new PageAccess(tls, tokens, null, null, false));
        try (DisplayServer server = DisplayServer.start(config);
                Visit visit = Visit.desktop(browser).go(server.address())) {
            visit.at("input[name=token]").fill(token);
            visit.at("button[type=submit]").click();
            visit.at("#link[data-state=live]").waitFor();
            server.listener().image(Scene.picture(0, Stage.REFINED, 1));
            visit.painted("refined");
            visit.at("#who:text-is('vera · viewer')").waitFor();
            assertEquals(List.of(), visit.faults);

            visit.at("#session button").click();
            visit.at("input[name=token]").waitFor();
        }
    }

    @Test
    void onAPhoneNothingStandsOutSideways() throws Exception {
        try (DisplayServer server = DisplayServer.start(DisplayConfig.DEFAULT.withPort(0));
                Visit visit = Visit.phone(browser)) {
            Scene.stages(0).forEach(server.listener()::image);
            for (int phase = 0; phase < 4; phase++) {
                server.listener().frame(Scene.frame(phase, 4));
            }
            visit.go(server.address());
            visit.painted("refined");
            visit.at("#uncertainty").check();
            visit.at("#difference").check();
            visit.at("#difference-more:visible").waitFor();
            assertEquals(390, visit.page.evaluate("() => document.documentElement.scrollWidth"));
        }
    }

    @Test
    void itIsLightOrDarkAsTheSystemIsUnlessSomebodySwitches() throws Exception {
        try (DisplayServer server = DisplayServer.start(DisplayConfig.DEFAULT.withPort(0));
                Visit dark = Visit.desktop(browser).go(server.address());
                Visit light = Visit.phone(browser).go(server.address())) {
            String ground = "() => getComputedStyle(document.body).backgroundColor";
            Object night = dark.page.evaluate(ground);
            Object day = light.page.evaluate(ground);
            assertNotEquals(night, day);

            light.page.keyboard().press("t");
            light.at("#theme:text('dark')").waitFor();
            assertEquals(night, light.page.evaluate(ground));
            light.page.reload();
            light.at("#theme:text('dark')").waitFor();
            assertEquals(night, light.page.evaluate(ground), "remembered");
        }
    }

    @Test
    void everyControlAndPictureHasANameForWhoListens() throws Exception {
        try (DisplayServer server = DisplayServer.start(DisplayConfig.DEFAULT.withPort(0));
                Visit visit = Visit.desktop(browser)) {
            Scene.stages(0).forEach(server.listener()::image);
            server.listener().status(Scene.receiving(0, 1));
            visit.go(server.address());
            visit.painted("refined");
            assertEquals("", visit.page.evaluate(UNNAMED));
            visit.until("document.getElementById('news').textContent === "
                    + "'head: receiving, refined picture of slice 1, 100 % of k-space'");
            assertTrue(visit.at("[data-stage=refined] canvas.magnitude")
                    .getAttribute("aria-label")
                    .startsWith("refined picture of image 0.0.0.0"));
        }
    }
}
