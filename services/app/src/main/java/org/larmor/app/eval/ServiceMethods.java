package org.larmor.app.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.larmor.core.assembly.AssembledImage;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.Uncertainty;
import org.larmor.recon.flow.Method;
import org.larmor.recon.flow.Picture;
import org.larmor.recon.flow.ReconJob;
import org.larmor.recon.flow.ScanOptions;
import org.larmor.recon.flow.Step;
import org.larmor.recon.reconstruct.DiffusionStep;
import org.larmor.recon.reconstruct.ReconstructSettings;
import org.larmor.recon.reconstruct.Reconstruction;

/**
 * The service's own methods, by the service's own steps, in this process: what is left out is the broker and the schedule. The
 * picture of each step of a model is compared, of a classic method the last one.
 */
public final class ServiceMethods {
    private final DiffusionStep models;
    private final String model;
    private final int samples;
    private final long seed;

    /**
     * @param model name of a model package, or empty for whichever fits
     * @param samples posterior samples; 0 leaves it to the model
     */
    public ServiceMethods(DiffusionStep models, String model, int samples, long seed) {
        this.models = models;
        this.model = model;
        this.samples = samples;
        this.seed = seed;
    }

    /**
     * One row for each picture of the method that is compared; for a cine, where other frames change them, also those of the
     * frames by themselves.
     */
    List<EvalRow> rows(EvalCase evalCase, Method method) {
        List<EvalRow> rows = new ArrayList<>();
        if (evalCase.isCine() && method == Method.COARSE_TO_FINE) {
            rows.addAll(rows(evalCase, method, false));
        }
        rows.addAll(rows(evalCase, method, evalCase.isCine() && method.usesFrames()));
        return rows;
    }

    /** The pictures of some images, each made with all frames of its slice: of every image those that are compared. */
    public List<List<Picture>> pictures(EvalCase evalCase, Method method, List<AssembledImage> images) {
        return made(evalCase, method, images, true).stream()
                .map(each -> each.stream().map(Made::picture).toList())
                .toList();
    }

    private static List<Step> compared(Method method) {
        List<Step> steps = method.steps();
        return steps.stream()
                .filter(step -> step.lane().isDevice() || step == steps.getLast())
                .toList();
    }

    private List<List<Made>> made(EvalCase evalCase, Method method, List<AssembledImage> images, boolean together) {
        var reconstruction = new Reconstruction(ReconstructSettings.DEFAULT, models, System::nanoTime);
        List<List<Made>> made = new ArrayList<>();
        for (AssembledImage image : images) {
            List<AssembledImage> frames = together ? evalCase.framesOf(image) : List.of(image);
            made.add(made(reconstruction, evalCase, image, frames, method, compared(method)));
        }
        return made;
    }

    private List<EvalRow> rows(EvalCase evalCase, Method method, boolean together) {
        List<Step> compared = compared(method);
        List<List<Made>> made = made(evalCase, method, evalCase.images(), together);
        String alone = evalCase.isCine() && !together && method.usesFrames() ? ", frame by frame" : "";
        List<EvalRow> rows = new ArrayList<>();
        for (int step = 0; step < compared.size(); step++) {
            int place = step;
            boolean last = step == compared.size() - 1;
            String label = method.label()
                    + (last ? "" : ", " + compared.get(step).stage().label())
                    + alone;
            rows.add(row(
                    evalCase, label, made.stream().map(each -> each.get(place)).toList()));
        }
        return rows;
    }

    /** A picture, and the seconds that it took from k-space on. */
    private record Made(Picture picture, double seconds) {}

    private List<Made> made(
            Reconstruction reconstruction,
            EvalCase evalCase,
            AssembledImage image,
            List<AssembledImage> frames,
            Method method,
            List<Step> compared) {
        var options = new ScanOptions(method, model, samples, 0, seed);
        List<Made> made = new ArrayList<>();
        long start = System.nanoTime();
        for (int step = 0; step < compared.size(); step++) {
            var job = new ReconJob(
                    evalCase.header(),
                    options,
                    0,
                    0,
                    image,
                    frames,
                    true,
                    compared.subList(step, compared.size()),
                    0,
                    0,
                    new AtomicBoolean());
            Picture picture = reconstruction.pictures(List.of(job)).getFirst();
            made.add(new Made(picture, (System.nanoTime() - start) / 1e9));
        }
        return made;
    }

    private static EvalRow row(EvalCase evalCase, String label, List<Made> made) {
        List<Picture> pictures = made.stream().map(Made::picture).toList();
        List<RealImage> deviations = new ArrayList<>();
        for (Picture picture : pictures) {
            Uncertainty uncertainty = picture.uncertainty();
            if (uncertainty != null) {
                deviations.add(uncertainty.standardDeviation());
            }
        }
        return EvalRow.of(
                evalCase,
                label,
                pictures.stream().map(Picture::magnitude).toList(),
                deviations.size() == pictures.size() ? deviations : List.of(),
                made.stream().mapToDouble(Made::seconds).average().orElse(0),
                pictures.stream()
                        .mapToInt(picture -> picture.provenance().evaluations())
                        .average()
                        .orElse(0),
                pictures.getFirst().provenance().remark());
    }
}
