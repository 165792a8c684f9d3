package org.larmor.console.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.larmor.console.ScanSource;
import org.larmor.core.assembly.Acceptance;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.assembly.AssemblySettings;
import org.larmor.core.assembly.KSpaceAssembler;
import org.larmor.core.baseline.ZeroFilled;
import org.larmor.core.domain.ImageIndex;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.ScanEvent;

/** A file of other hands: MRIReco.jl's simulation of a brain, with neither limits nor a matrix for the pictures. */
@Tag("shared")
class ThirdPartyFileTest {
    private static Path shared() {
        String named = System.getProperty("larmor.shared", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path at = Path.of("").toAbsolutePath();
        while (!java.nio.file.Files.exists(at.resolve("mvnw"))) {
            at = Objects.requireNonNull(at.getParent(), "outside the checkout");
        }
        return at.resolveSibling("shared");
    }

    @Test
    void isAssembledWholeIntoABrainInTheMiddleOfThePicture() {
        Path path = shared().resolve("data/ismrmrd_mrireco_sim/acqDataBrainSim100.h5");
        try (ScanSource source = ScanFiles.open(ReplayOptions.of(path))) {
            KSpaceAssembler assembler = new KSpaceAssembler(source.header().scanId(), AssemblySettings.DEFAULT);
            Acceptance answer = new Acceptance.Duplicate(-1);
            for (ScanEvent event : Files.events(source)) {
                answer = assembler.accept(event);
                assertTrue(!(answer instanceof Acceptance.Refused), answer.toString());
            }
            assertEquals(0, assertInstanceOf(Acceptance.Closed.class, answer).missing());

            AssembledImage image = assembler.snapshot(ImageIndex.FIRST).orElseThrow();
            RealImage picture = ZeroFilled.rootSumOfSquares(image.kspace());
            assertEquals(256, picture.rows());
            assertTrue(inTheMiddle(picture) > .93, "energy in the middle " + inTheMiddle(picture));
        }
    }

    /** Share of the energy within seven eighths of the picture's width and height. */
    private static double inTheMiddle(RealImage picture) {
        double all = 0;
        double middle = 0;
        int margin = picture.rows() / 16;
        for (int row = 0; row < picture.rows(); row++) {
            for (int column = 0; column < picture.columns(); column++) {
                double value = picture.data()[row * picture.columns() + column];
                all += value * value;
                boolean inside = Math.min(row, picture.rows() - 1 - row) >= margin
                        && Math.min(column, picture.columns() - 1 - column) >= margin;
                middle += inside ? value * value : 0;
            }
        }
        return middle / all;
    }
}
