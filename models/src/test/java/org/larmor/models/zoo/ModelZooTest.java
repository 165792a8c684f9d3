package org.larmor.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.larmor.models.zoo.Conditioning.CONDITIONAL;
import static org.larmor.models.zoo.Conditioning.UNCONDITIONAL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.larmor.models.network.KnownChannel;

class ModelZooTest {
    private static final String NETWORK = "the network's bytes";
    private static final String DESCRIPTION = """
            kind: conditional-residual-denoiser
            version: 1.2.0
            anatomy: [brain, knee]
            file: network.pt
            sha256: DIGEST
            signature: forward(noisy, sigma, known) -> residual
            known: [anchor_re, anchor_im, sense_re, sense_im, sense_noise, noise, log_acceleration, conditioned]
            noise_gain: 10.0
            normalisation: 99th percentile of |CG-SENSE picture| = 1
            size_multiple: 8
            smallest: 64
            largest: 512
            sigma: {min: 0.005, max: 1.0, silent: the posterior mean}
            sd_anchored: 0.08
            recipe:
              prior_sd: [0.06, 0.045]
              passes: 3
              iterations: 6
              sigma_start: 0.2
              sigma_end: 0.02
              evaluations: 8
              eta: 0.85
              samples: 8
              polish: 3
              noise_box: 7
            parameters: 3700000
            training: {steps: 7500, hours: 1.5, seed: 1, data: {a: CC0}}
            """;

    @TempDir
    private Path folder;

    @Test
    void readsAPackage() throws IOException {
        write("brain", DESCRIPTION);
        ModelZoo zoo = ModelZoo.read(folder);
        assertEquals(List.of(), zoo.faults());
        ModelPackage model = zoo.named("brain").orElseThrow();
        assertEquals("1.2.0", model.version());
        assertEquals(List.of(KnownChannel.values()), model.known());
        assertEquals(0.045, model.description().recipe().priorSd(7));
        assertEquals(3, model.description().recipe().polish());
        assertEquals(7, model.description().recipe().conditions().noiseBox());
        assertEquals(
                Conditions.USUAL.senseIterations(),
                model.description().recipe().conditions().senseIterations());
        assertEquals("CC0", model.description().training().data().get("a"));
        assertEquals("brain 1.2.0 (" + model.digest().substring(0, 12) + ")", model.toString());
    }

    @Test
    void aFolderThatIsNotThereHoldsNoModel() {
        ModelZoo zoo = ModelZoo.read(folder.resolve("nowhere"));
        assertEquals(List.of(), zoo.packages());
        assertEquals(
                "there is no model",
                zoo.choose("", 256, 256, "brain", CONDITIONAL).remark());
        assertEquals(
                "there is no model named x",
                zoo.choose("x", 256, 256, "", CONDITIONAL).remark());
    }

    @Test
    void refusesANetworkThatIsNotTheDescribedOne() throws IOException {
        write("brain", DESCRIPTION);
        Files.writeString(folder.resolve("brain/network.pt"), "tampered");
        assertFault("network.pt has the sha256 ");
    }

    @Test
    void refusesAPackageWithoutItsNetwork() throws IOException {
        write("brain", DESCRIPTION);
        Files.delete(folder.resolve("brain/network.pt"));
        assertFault("network.pt is missing");
    }

    @Test
    void refusesANetworkOutsideThePackage() throws IOException {
        write("brain", DESCRIPTION.replace("file: network.pt", "file: ../network.pt"));
        assertFault("the network's file must lie in the package's folder");
    }

    @Test
    void quotesInOneLineWhatIsSaidInSeveral() throws IOException {
        write("brain", DESCRIPTION.replace("file: network.pt", "file: \"net\\nwork.pt\""));
        assertFault("not at net work.pt");
        write("brain", DESCRIPTION.replace("sha256: DIGEST", "sha256: \"12\\r\\n34\""));
        assertFault("says 12 34");
        write("brain", "kind: deformable\ndeformable: {ease: \"slow\\nslower\"}");
        assertFault("ease must be a list of numbers or linear, not slow slower");
    }

    @Test
    void listsAKindThatItDoesNotKnowAndReconstructsNothingWithIt() throws IOException {
        write("brain", DESCRIPTION.replace("conditional-residual-denoiser", "other"));
        write("least", "kind: another");
        ModelZoo zoo = ModelZoo.read(folder);
        assertEquals(List.of(), zoo.faults());
        assertEquals(
                List.of("brain other 1.2.0 [brain, knee]", "least another  []"),
                zoo.all().stream()
                        .map(each -> each.name() + " " + each.kind() + " " + each.version() + " " + each.anatomy())
                        .toList());
        assertEquals(List.of(), zoo.packages());
        assertFalse(zoo.choose("brain", 256, 256, "brain", Conditioning.CONDITIONAL)
                .model()
                .isPresent());
    }

    @Test
    void refusesADescriptionWithoutAKind() throws IOException {
        write("brain", DESCRIPTION.replace("kind: conditional-residual-denoiser\n", ""));
        assertFault("kind is missing");
    }

    @Test
    void refusesAChannelThatItDoesNotKnow() throws IOException {
        write("brain", DESCRIPTION.replace("conditioned", "temperature"));
        assertFault("a network cannot be told 'temperature'");
    }

    @Test
    void refusesARecipeConstantThatItDoesNotKnow() throws IOException {
        write("brain", DESCRIPTION.replace("eta: 0.85", "eta: 0.85\n  momentum: 0.9"));
        assertFault("model.yaml: recipe.momentum: Unrecognized field");
    }

    @Test
    void refusesARecipeWithoutOneOfItsConstants() throws IOException {
        write("brain", DESCRIPTION.replace("  eta: 0.85\n", ""));
        assertFault("model.yaml: recipe.eta is missing");
    }

    @Test
    void refusesConstantsThatMakeNoSense() throws IOException {
        write("brain", DESCRIPTION.replace("eta: 0.85", "eta: 1.5"));
        assertFault("recipe: eta must be 0 to 1");
    }

    @Test
    void refusesADescriptionWithoutDigest() throws IOException {
        write("brain", DESCRIPTION.replace("sha256: DIGEST\n", ""));
        assertFault("sha256 is missing");
    }

    @Test
    void refusesADescriptionThatIsNoYaml() throws IOException {
        write("brain", "kind: [");
        assertFault("model.yaml: ");
    }

    @Test
    void aBadPackageLeavesTheOthersUsable() throws IOException {
        write("bad", "kind: [");
        write("good", DESCRIPTION);
        ModelZoo zoo = ModelZoo.read(folder);
        assertEquals(1, zoo.faults().size());
        assertEquals(
                "good",
                zoo.choose("", 256, 230, "brain", CONDITIONAL)
                        .model()
                        .orElseThrow()
                        .name());
    }

    @Test
    void aCalibrationThatWasPutInIsReadBackAndReplacesTheOneBefore() throws IOException {
        String old = DESCRIPTION + "uncertainty_factor:\n  coarse: 1.2\n  samples: 1.0\n";
        var row = new Calibration.Row(4, 1.25, 1.5, 12, 0.8, Double.NaN);
        var first = new Calibration(0.9, "the author's slices: 12", Map.of("coarse", List.of(row)));
        var second = new Calibration(0.8, null, Map.of("refined", List.of(row, row)));
        String once = CalibrationText.with(old, first);
        assertEquals(
                DESCRIPTION.lines().toList(),
                once.lines().limit(DESCRIPTION.lines().count()).toList());
        write("brain", once);
        ModelPackage model = ModelZoo.read(folder).named("brain").orElseThrow();
        assertEquals(first, model.description().calibration());
        write("brain", CalibrationText.with(once, second));
        model = ModelZoo.read(folder).named("brain").orElseThrow();
        assertEquals(second, model.description().calibration());
        Calibration third = second.with("mc-ddpm", first).with("diffuserecon", Calibration.NONE);
        write("brain", CalibrationText.with(once, third));
        model = ModelZoo.read(folder).named("brain").orElseThrow();
        assertEquals(third, model.description().calibration());
        assertFalse(CalibrationText.with(once, second).contains("author"));
    }

    @Test
    void refusesACalibrationThatMakesNoSense() throws IOException {
        String rows = "calibration: {coverage: 0.9, stages: {coarse: [{acceleration: 4, factor: -1, error_ratio: 1,"
                + " slices: 4, coverage_before: 0.8, coverage_after: 0.9}]}}\n";
        write("brain", DESCRIPTION + rows);
        assertFault("factor and error_ratio above 0");
        write("brain", DESCRIPTION + "calibration: {coverage: 0.9}\n");
        assertFault("calibration: stages is missing");
    }

    @Test
    void prefersTheQuickerOfTwoThatFit() throws IOException {
        write("large", DESCRIPTION.replace("parameters: 3700000", "parameters: 7200000"));
        write("small", DESCRIPTION);
        ModelZoo zoo = ModelZoo.read(folder);
        assertChoice("small", "", zoo.choose("", 256, 256, "brain", CONDITIONAL));
        assertChoice("large", "", zoo.choose("large", 256, 256, "brain", CONDITIONAL));
    }

    @Test
    void saysWhyNoModelFits() throws IOException {
        write("brain", DESCRIPTION);
        ModelZoo zoo = ModelZoo.read(folder);
        assertTrue(zoo.choose("", 256, 256, "", CONDITIONAL).model().isPresent());
        assertEquals(
                "model brain is for sides of 64 to 512 pixels, not 640 x 320",
                zoo.choose("", 640, 320, "brain", CONDITIONAL).remark());
    }

    @Test
    void prefersTheModelThatWasTrainedOnTheAnatomyAndSaysWhereNoneWas() throws IOException {
        write("brain", DESCRIPTION);
        write("heart", DESCRIPTION.replace("brain, knee", "heart"));
        write("untold", DESCRIPTION.replace("anatomy: [brain, knee]\n", ""));
        ModelZoo zoo = ModelZoo.read(folder);
        assertChoice("heart", "", zoo.choose("", 256, 256, "heart", CONDITIONAL));
        assertChoice("brain", "", zoo.choose("", 256, 256, "", CONDITIONAL));
        assertChoice("untold", "", zoo.choose("", 256, 256, "liver", CONDITIONAL));
        assertChoice(
                "brain",
                "model brain was trained on brain, knee, not on heart",
                zoo.choose("brain", 256, 256, "heart", CONDITIONAL));
    }

    @Test
    void asksNoNetworkAsItWasNotTrained() throws IOException {
        write("both", DESCRIPTION);
        write("told", DESCRIPTION.replace("noise_gain", "unconditional: false\nnoise_gain"));
        write("prior", DESCRIPTION.replace("conditional-residual-denoiser", "unconditional-denoiser"));
        ModelZoo zoo = ModelZoo.read(folder);
        assertEquals(List.of(), zoo.faults());
        assertChoice("both", "", zoo.choose("both", 256, 256, "", UNCONDITIONAL));
        assertChoice("told", "", zoo.choose("told", 256, 256, "", CONDITIONAL));
        assertChoice("prior", "", zoo.choose("prior", 256, 256, "", UNCONDITIONAL));
        assertEquals(
                new ModelZoo.Choice(Optional.empty(), "model told has no unconditional mode"),
                zoo.choose("told", 256, 256, "", UNCONDITIONAL));
        assertEquals(
                new ModelZoo.Choice(
                        Optional.empty(), "model prior is an unconditional prior: it cannot be told what was measured"),
                zoo.choose("prior", 256, 256, "", CONDITIONAL));
    }

    private static void assertChoice(String name, String remark, ModelZoo.Choice choice) {
        assertEquals(name, choice.model().orElseThrow().name());
        assertEquals(remark, choice.remark());
    }

    private void write(String name, String description) throws IOException {
        Path path = Files.createDirectories(folder.resolve(name));
        Files.writeString(path.resolve("network.pt"), NETWORK);
        byte[] digest = sha256(NETWORK.getBytes(StandardCharsets.UTF_8));
        String hexadecimal = java.util.HexFormat.of().formatHex(digest);
        Files.writeString(path.resolve("model.yaml"), description.replace("DIGEST", hexadecimal));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertFault(String part) {
        ModelZoo zoo = ModelZoo.read(folder);
        assertEquals(List.of(), zoo.packages());
        String fault = zoo.faults().get(0);
        assertTrue(fault.contains(part), fault);
        assertEquals(1, fault.lines().count(), fault);
        assertTrue(fault.contains("brain"), fault);
    }
}
