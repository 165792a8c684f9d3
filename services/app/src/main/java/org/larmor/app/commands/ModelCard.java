package org.larmor.app.commands;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.larmor.app.cli.Table;
import org.larmor.core.domain.Contrast;
import org.larmor.models.zoo.AnomalyDescription;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.Calibration;
import org.larmor.models.zoo.Conditioning;
import org.larmor.models.zoo.DeformableDescription;
import org.larmor.models.zoo.DeformablePackage;
import org.larmor.models.zoo.ModelDescription;
import org.larmor.models.zoo.ModelPackage;
import org.larmor.models.zoo.UnservedPackage;
import org.larmor.models.zoo.ZooPackage;
import org.larmor.recon.flow.Method;
import org.larmor.recon.reconstruct.ModelDiffusion;

/** What a model package says of itself, for a terminal. */
final class ModelCard {
    /** Keys of intermediate pictures, which only the training needs. */
    private static final String INTERMEDIATE = "pass ";

    private ModelCard() {}

    static String anatomy(ZooPackage model) {
        List<String> anatomy = model.anatomy();
        return anatomy.isEmpty() ? "not told" : String.join(", ", anatomy);
    }

    static String steps(ZooPackage model) {
        ModelDescription.Training training = model.training();
        return training == null ? "-" : "%,d".formatted(training.steps());
    }

    static String licence(ZooPackage model) {
        String licence = model.licence();
        return licence == null ? "not told" : licence;
    }

    /** What a line of the list says, by name. */
    static Map<String, Object> fields(ZooPackage model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model.name());
        fields.put("version", model.version());
        fields.put("kind", model.kind());
        fields.put("anatomy", model.anatomy());
        fields.put("licence", licence(model));
        fields.put("parameters", model.parameters());
        fields.put("bytes", model.networkBytes());
        fields.put("sha256", model.digest());
        return fields;
    }

    /** The same with what it was trained on, its figures and its calibration, as far as they are told. */
    static Map<String, Object> allFields(ZooPackage model) {
        Map<String, Object> fields = fields(model);
        fields.put("training", model.training());
        fields.put("validation", model.validation());
        fields.put("calibration", model.calibration());
        return fields;
    }

    static String of(ZooPackage model) {
        StringBuilder text = new StringBuilder();
        text.append(model).append(", ").append(model.kind()).append('\n');
        text.append("trained on: ").append(anatomy(model)).append("; licence: ").append(licence(model));
        text.append("; %,d parameters, %.1f MB%n".formatted(model.parameters(), model.networkBytes() / 1e6));
        switch (model) {
            case ModelPackage reconstructs -> reconstruction(text, reconstructs);
            case DeformablePackage deformable -> {
                DeformableDescription.Deformable d = deformable.description().deformable();
                text.append("%d dimensions; %s%n"
                        .formatted(
                                d.dimensions(),
                                d.bidirectional() ? "source and target moved and blended" : "the source alone moved"));
            }
            case AnomalyPackage anomaly -> {
                AnomalyDescription.Anomaly a = anomaly.description().anomaly();
                text.append("contrasts: %s, one to all of them; L = %s of %,d, %d steps each way%n"
                        .formatted(
                                a.contrasts().stream().map(Contrast::label).collect(Collectors.joining(", ")),
                                a.recipe().levels().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")),
                                a.process().steps(),
                                a.recipe().steps()));
            }
            case UnservedPackage unserved -> text.append("a kind that this version lists and does not run\n");
        }
        ModelDescription.Training training = model.training();
        if (training == null) {
            return text.toString();
        }
        text.append("\nTrained %,d steps, %.1f hours, on%n".formatted(training.steps(), training.hours()));
        Table data = new Table("data", "licence and source");
        training.data().forEach(data::row);
        text.append(data);
        figures(text, model.validation());
        if (model instanceof AnomalyPackage anomaly) {
            maps(text, anomaly);
        } else {
            calibration(text, model.calibration());
        }
        return text.toString();
    }

    private static void reconstruction(StringBuilder text, ModelPackage model) {
        ModelDescription d = model.description();
        if (d.isTrainedFor(Conditioning.CONDITIONAL)) {
            text.append("%d coarse passes; %d samples of %d evaluations%n"
                    .formatted(
                            d.recipe().passes(),
                            d.recipe().samples(),
                            d.recipe().evaluations()));
        }
        text.append("methods: ").append(methods(model)).append('\n');
    }

    private static String methods(ModelPackage model) {
        return Arrays.stream(Method.values())
                .filter(method -> method.steps().getLast().lane().isDevice())
                .filter(method ->
                        model.unfit(ModelDiffusion.conditioning(method)).isEmpty())
                .map(Method::label)
                .collect(Collectors.joining(", "));
    }

    /** Cases whose methods have figures (PSNR, PSNR inside the object, SSIM); shown is the second. */
    private static void figures(StringBuilder text, @Nullable Map<String, Object> validation) {
        if (validation == null || !(validation.get("cases") instanceof Map<?, ?> cases) || cases.isEmpty()) {
            return;
        }
        Set<String> methods = new LinkedHashSet<>();
        for (Object figures : cases.values()) {
            if (figures instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    if (value instanceof List<?> list
                            && list.size() > 1
                            && !key.toString().startsWith(INTERMEDIATE)) {
                        methods.add(key.toString());
                    }
                });
            }
        }
        if (methods.isEmpty()) {
            return;
        }
        List<String> heads = new ArrayList<>(List.of("case"));
        heads.addAll(methods);
        Table table = new Table(heads.toArray(String[]::new));
        cases.forEach((name, figures) -> {
            List<String> cells = new ArrayList<>(List.of(name.toString()));
            for (String method : methods) {
                cells.add(
                        figures instanceof Map<?, ?> map && map.get(method) instanceof List<?> list
                                ? "%.1f".formatted(((Number) list.get(1)).doubleValue())
                                : "-");
            }
            table.row(cells.toArray(String[]::new));
        });
        text.append("\nPSNR inside the object on validation scans, dB\n").append(table);
    }

    /** Figures of maps, for each map and set of cases; and how the model was calibrated. */
    private static void maps(StringBuilder text, AnomalyPackage model) {
        if (model.validation().get("cases") instanceof Map<?, ?> cases && !cases.isEmpty()) {
            List<String> figures = List.of("auroc", "average_precision", "best_dice", "false_area");
            Table table = new Table("map", "cases", "AUROC", "AP", "best Dice", "false area");
            cases.forEach((map, sets) -> {
                if (sets instanceof Map<?, ?> each) {
                    each.forEach((set, row) -> {
                        List<String> cells = new ArrayList<>(List.of(map.toString(), set.toString()));
                        figures.forEach(figure -> cells.add(
                                row instanceof Map<?, ?> values && values.get(figure) instanceof Number number
                                        ? "%.3f".formatted(number.doubleValue())
                                        : "-"));
                        table.row(cells.toArray(String[]::new));
                    });
                }
            });
            text.append("\nAgainst readers' masks\n").append(table);
        }
        AnomalyDescription.Anomaly a = model.description().anomaly();
        text.append(
                a.score() == null || a.calibrated() == null
                        ? "\nNot calibrated: see larmor calibrate.\n"
                        : "\nCalibrated on %s: the map counts above %.4g, a slice is anomalous from a score of %.2f on%n"
                                .formatted(
                                        a.calibrated(),
                                        a.recipe().threshold(),
                                        a.score().threshold()));
    }

    private static void calibration(StringBuilder text, @Nullable Calibration calibration) {
        if (calibration == null) {
            text.append("\nNot calibrated: see larmor calibrate.\n");
            return;
        }
        calibration(text, "Calibrated", calibration);
        calibration.methods().forEach((method, found) -> calibration(text, method + ", calibrated", found));
    }

    private static void calibration(StringBuilder text, String heading, Calibration calibration) {
        if (!calibration.stages().isEmpty()) {
            text.append('\n')
                    .append(heading)
                    .append(" for %.0f %% coverage".formatted(100 * calibration.coverage()))
                    .append(calibration.data() == null ? "\n" : " on " + calibration.data() + "\n")
                    .append(CalibrationTable.of(calibration));
        }
    }
}
