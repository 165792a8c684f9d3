package org.larmor.recon.reconstruct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.core.coils.CoilMaps;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.tensor.TorchSettings;
import org.larmor.recon.TestPackage;
import org.larmor.recon.TestScan;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Priority;

class ModelDiffusionTest {
    @TempDir
    private Path zoo;

    private TestPackage files;
    private ModelDiffusion models;

    @BeforeEach
    void startWithOnePackage() throws IOException {
        files = new TestPackage(zoo);
        files.write("0.1");
        TorchRuntime runtime = TorchRuntime.start(new TorchSettings(1, "cpu", 16, null));
        models = new ModelDiffusion(zoo, runtime, 8, List.of(new ModelDiffusion.Size(64, 64)), System::nanoTime);
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void aNewVersionIsForTheNextScanAndARunningOneKeepsItsOwn() throws IOException {
        DiffusionStep.Model before = chosen("running");
        files.write("0.2");
        refresh();
        assertEquals(before, chosen("running"));
        DiffusionStep.Model after = chosen("next");
        assertEquals(List.of("0.1", "0.2"), List.of(before.version(), after.version()));
        assertReconstructs(before);
        assertReconstructs(after);
        assertEquals(2, models.status().onDevice());
    }

    @Test
    void anOldVersionIsFreedWhenItsLastScanHasEnded() throws IOException {
        chosen("first");
        chosen("last");
        files.write("0.2");
        refresh();
        models.forget("first");
        refresh();
        assertEquals(2, models.status().onDevice());
        models.forget("last");
        refresh();
        assertEquals(1, models.status().onDevice());
        assertReconstructs(chosen("later"));
    }

    @Test
    void aVersionWhoseWarmUpFailsIsTriedOnceAndTheOldOneStays() throws IOException {
        files.writeBroken("0.2");
        refresh();
        refresh();
        ModelsStatus status = models.status();
        assertEquals("0.1", chosen("next").version());
        assertReconstructs(chosen("next"));
        assertEquals(1, status.refusals());
        assertTrue(status.faults().get(0).contains("has another signature"), status.toString());
        files.write("0.3");
        refresh();
        assertEquals("0.3", chosen("after").version());
        assertEquals(List.of(), models.status().faults());
    }

    @Test
    void aVersionWithAWrongDigestIsLeftOut() throws IOException {
        files.tear();
        refresh();
        assertEquals("0.1", chosen("next").version());
        assertTrue(models.status().faults().get(0).contains("has the sha256"));
    }

    @Test
    void aPackageThatIsGoneIsNotChosenAnyMore() throws IOException {
        files.delete();
        refresh();
        var choice = models.choose("next", wish(Method.COARSE_TO_FINE));
        assertEquals(new DiffusionStep.Choice.Nothing("there is no model"), choice);
    }

    @Test
    void aPriorServesTheFamilyThatTellsItNothingAndNoOther() throws IOException {
        assertEquals(
                new DiffusionStep.Choice.Nothing("model dilated has no unconditional mode"),
                models.choose("before", wish(Method.DIFFUSERECON)));
        new TestPackage(zoo, "wiener").writePrior("0.1");
        refresh();
        assertEquals("dilated", chosen("next").name());
        assertEquals("wiener", chosen("next", Method.DIFFUSERECON).name());
        assertReconstructs(chosen("next", Method.DIFFUSERECON), Method.DIFFUSERECON);
        files.delete();
        refresh();
        assertEquals(
                new DiffusionStep.Choice.Nothing(
                        "model wiener is an unconditional prior: it cannot be told what was measured"),
                models.choose("last", wish(Method.COARSE_TO_FINE)));
    }

    @Test
    void theStatusIsShownByJmx() throws JMException {
        var server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("org.larmor:type=Models,*"), null)
                .iterator()
                .next();
        assertEquals(1, server.getAttribute(name, "OnDevice"));
        String[] inUse = (String[]) server.getAttribute(name, "InUse");
        assertTrue(inUse[0].startsWith("dilated 0.1 ("), inUse[0]);
    }

    /** What is written is taken at the second look that finds it so. */
    private void refresh() {
        models.refresh();
        models.refresh();
    }

    private DiffusionStep.Model chosen(String scan) {
        return chosen(scan, Method.COARSE_TO_FINE);
    }

    private DiffusionStep.Model chosen(String scan, Method method) {
        var choice = models.choose(scan, wish(method));
        return assertInstanceOf(DiffusionStep.Choice.Chosen.class, choice).model();
    }

    private static DiffusionStep.Wish wish(Method method) {
        return new DiffusionStep.Wish("", method, TestScan.ROWS, TestScan.COLUMNS, "");
    }

    private void assertReconstructs(DiffusionStep.Model model) {
        assertReconstructs(model, Method.COARSE_TO_FINE);
    }

    private void assertReconstructs(DiffusionStep.Model model, Method method) {
        int pixels = TestScan.ROWS * TestScan.COLUMNS;
        float[] maps = new float[2 * TestScan.COILS * pixels];
        for (int i = 0; i < maps.length; i += 2) {
            maps[i] = (float) (1 / Math.sqrt(TestScan.COILS));
        }
        var slice = new DiffusionStep.Slice(
                new TestScan("scan", 1, 2, 1).kspace(0),
                new CoilMaps(TestScan.COILS, TestScan.ROWS, TestScan.COLUMNS, maps),
                .002,
                null);
        var effort = new DiffusionStep.Effort(method, method != Method.COARSE_TO_FINE, 0, 0, 1, 0, Priority.ROUTINE);
        float[] picture = models.reconstruct(model, List.of(slice), effort, () -> false)
                .get(0)
                .mean()
                .magnitude()
                .data();
        assertTrue(Arrays.stream(toDoubles(picture)).sum() > 0);
    }

    private static double[] toDoubles(float[] values) {
        double[] wide = new double[values.length];
        Arrays.setAll(wide, i -> values[i]);
        return wide;
    }
}
