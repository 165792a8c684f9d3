package org.larmor.app.synthesis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.larmor.display.files.WholeFile;
import org.larmor.models.synthesis.SynthesisResult;
import org.larmor.models.synthesis.SynthesisedFrame;
import org.larmor.models.zoo.DeformablePackage;

/**
 * What {@code report.json} says: how the frames between two phases came about.
 *
 * @param form how frames were made
 * @param shape of {@code frames.npy}
 * @param gammas when each frame lies between source and target, shares of the time
 * @param lastFrame what the last frame is
 * @param foldedShare largest share of folded pixels (Jacobian determinant of 0 or less) of any frame's fields
 * @param foldedShares of each frame
 * @param latentEvaluations slices (or stacks) that went through G
 * @param deformationEvaluations slices (or stacks) that went through M
 * @param seconds of the synthesis, without loading the model and writing files
 * @param uncertainty whether a standard deviation was written, and what it is
 * @param notes what is not as it was in the files
 */
record FrameReport(
        String source,
        String target,
        Model model,
        String form,
        int frames,
        List<Integer> shape,
        List<Double> gammas,
        String lastFrame,
        double foldedShare,
        List<Double> foldedShares,
        int latentEvaluations,
        int deformationEvaluations,
        double seconds,
        String uncertainty,
        List<String> notes) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The weights. */
    record Model(String name, String version, String sha256) {}

    static FrameReport of(PhasePair pair, DeformablePackage model, SynthesisResult made, List<Integer> shape) {
        boolean deviation = made.frames().stream().allMatch(frame -> frame.deviation() != null);
        return new FrameReport(
                pair.source().file().toString(),
                pair.target().file().toString(),
                new Model(model.name(), model.version(), model.digest()),
                made.blended()
                        ? "source and target, each moved, blended by the share of the motion"
                        : "the source alone is moved",
                made.frames().size(),
                shape,
                made.frames().stream().map(SynthesisedFrame::gamma).toList(),
                made.blended() ? "the target itself" : "the source moved by the whole motion",
                made.foldedShare(),
                made.frames().stream().map(SynthesisedFrame::foldedShare).toList(),
                made.latentEvaluations(),
                made.deformationEvaluations(),
                made.millis() / 1e3,
                deviation ? told(model) : "not written: no latent samples were asked for",
                pair.notes());
    }

    private static String told(DeformablePackage model) {
        String what =
                "standard deviation of a pixel, in the units of the frames: spread over latent samples, and how far"
                        + " source and target, each moved, differ";
        return model.calibration() == null ? what + "; not calibrated" : what;
    }

    void write(Path path) throws IOException {
        byte[] text = JSON.writeValueAsBytes(this);
        WholeFile.write(path, out -> out.write(text));
    }
}
