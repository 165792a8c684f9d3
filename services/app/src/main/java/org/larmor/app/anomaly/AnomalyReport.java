package org.larmor.app.anomaly;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.larmor.core.domain.AnomalyFinding;
import org.larmor.display.files.WholeFile;
import org.larmor.models.anomaly.AnomalySettings;
import org.larmor.models.zoo.AnomalyDescription.AnomalyRecipe;

/**
 * What {@code report.json} says of the maps of a study.
 *
 * @param label what the maps are not
 * @param anomalous whether any slice counts as anomalous
 * @param score the highest probability of any slice
 * @param scoreThreshold from which on a slice counts as anomalous
 * @param threshold of the map
 * @param levels L: the times to which slices were noised and back
 * @param steps each way to the highest level
 * @param recipe the settings in full
 * @param evaluations of both networks, all slices together
 * @param seconds without loading the model and writing files
 * @param notes what was assumed of the files
 */
record AnomalyReport(
        String label,
        List<Image> images,
        String model,
        String version,
        String digest,
        String device,
        boolean anomalous,
        double score,
        double scoreThreshold,
        double threshold,
        List<Integer> levels,
        int steps,
        AnomalyRecipe recipe,
        long seed,
        int evaluations,
        double seconds,
        List<Slice> slices,
        List<String> notes) {
    static final String NOT_FOR_DIAGNOSIS =
            "not for diagnosis: where a picture differs from the nearest healthy one that a model knows";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    record Image(String file, String contrast) {}

    /** @param refused why the slice has no map, or null; then it has no figures either */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Slice(
            int slice,
            @Nullable Boolean anomalous,
            @Nullable Double score,
            @Nullable Double share,
            @Nullable Double areaMm2,
            @Nullable Double threshold,
            @Nullable Integer denoiserEvaluations,
            @Nullable Integer classifierEvaluations,
            @Nullable Double seconds,
            @Nullable String remark,
            @Nullable String refused) {}

    static AnomalyReport of(Study study, StudyFinding found, AnomalySettings settings, String device) {
        AnomalyFinding most = found.most();
        List<Image> images = new ArrayList<>();
        study.files()
                .forEach((contrast, file) -> images.add(new Image(file.file().toString(), contrast.label())));
        return new AnomalyReport(
                NOT_FOR_DIAGNOSIS,
                images,
                most.made().model(),
                most.made().version(),
                most.made().digest(),
                device,
                found.anomalous() > 0,
                most.score(),
                most.scoreThreshold(),
                most.threshold(),
                most.made().levels(),
                settings.recipe().steps(),
                settings.recipe(),
                settings.seed(),
                found.mapped().stream()
                        .mapToInt(each -> each.made().evaluations())
                        .sum(),
                found.mapped().stream()
                        .mapToDouble(each -> each.made().millis() / 1e3)
                        .sum(),
                slices(found),
                study.notes());
    }

    private static List<Slice> slices(StudyFinding found) {
        List<Slice> slices = new ArrayList<>();
        for (StudyFinding.Slice each : found.slices()) {
            slices.add(
                    switch (each) {
                        case StudyFinding.Slice.Mapped mapped -> slice(slices.size(), mapped.finding());
                        case StudyFinding.Slice.Refused refused ->
                            new Slice(
                                    slices.size(),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    refused.reason());
                    });
        }
        return slices;
    }

    private static Slice slice(int slice, AnomalyFinding finding) {
        return new Slice(
                slice,
                finding.anomalous(),
                finding.score(),
                finding.share(),
                finding.areaMm2(),
                finding.threshold(),
                finding.made().denoised(),
                finding.made().classified(),
                finding.made().millis() / 1e3,
                finding.made().remark(),
                null);
    }

    void write(Path path) throws IOException {
        byte[] text = JSON.writeValueAsBytes(this);
        WholeFile.write(path, out -> out.write(text));
    }
}
