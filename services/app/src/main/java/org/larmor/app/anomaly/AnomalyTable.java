package org.larmor.app.anomaly;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.larmor.app.cli.Table;
import org.larmor.display.files.WholeFile;

/**
 * The table of {@code larmor eval anomaly}.
 *
 * @param figures by map and by set of cases
 * @param refused slices that the model does not know (too little brain)
 */
public record AnomalyTable(String model, Map<String, Map<String, AnomalyFigures>> figures, int refused) {
    private static final String[] HEADS = {
        "map",
        "set",
        "slices",
        "lesion-free",
        "AUROC",
        "AP",
        "best Dice",
        "Dice, Otsu",
        "Dice",
        "false area, %",
        "evaluations",
        "seconds"
    };
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** For a terminal. */
    public String text() {
        Table table = new Table(HEADS);
        figures.forEach((map, sets) -> sets.forEach((set, each) -> table.row(cells(map, set, each))));
        return table.toString();
    }

    /** Writes {@code anomaly.md} and {@code anomaly.json}. */
    public void write(Path folder) throws IOException {
        byte[] markdown = markdown().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(folder.resolve("anomaly.md"), out -> out.write(markdown));
        byte[] json = JSON.writeValueAsBytes(this);
        WholeFile.write(folder.resolve("anomaly.json"), out -> out.write(json));
    }

    String markdown() {
        StringBuilder text = new StringBuilder("# Anomaly maps against readers' masks\n\n");
        text.append("Not for diagnosis. ")
                .append(model)
                .append("; ")
                .append(refused)
                .append(" slices refused.\n\n");
        text.append(
                        "Over the brain's pixels of all slices of a set: AUROC, average precision, Dice of the best threshold for all, Dice\n")
                .append(
                        "at Otsu's threshold (mean over slices with a lesion), Dice at the map's threshold (the model's own; of a map\n")
                .append(
                        "without one, what 99.5 % of the lesion-free slices' pixels lie below, here), false area: the share of\n")
                .append("lesion-free slices above it. Evaluations of both networks and seconds, a slice.\n\n");
        text.append("Java ").append(Runtime.version()).append(", ");
        text.append(Runtime.getRuntime().availableProcessors()).append(" processors.\n\n");
        text.append("| ").append(String.join(" | ", HEADS)).append(" |\n");
        text.append("|---".repeat(HEADS.length)).append("|\n");
        figures.forEach((map, sets) -> sets.forEach((set, each) -> text.append("| ")
                .append(String.join(" | ", cells(map, set, each)))
                .append(" |\n")));
        return text.toString();
    }

    private static String[] cells(String map, String set, AnomalyFigures each) {
        return new String[] {
            map,
            set,
            String.valueOf(each.slices()),
            String.valueOf(each.lesionFree()),
            number("%.3f", each.auroc()),
            number("%.3f", each.averagePrecision()),
            number("%.3f", each.bestDice()),
            number("%.3f", each.otsuDice()),
            number("%.3f", each.dice()),
            number("%.2f", 100 * each.falseArea()),
            each.evaluations() == 0 ? "-" : "%.0f".formatted(each.evaluations()),
            each.seconds() == 0 ? "-" : "%.1f".formatted(each.seconds())
        };
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : format.formatted(value);
    }
}
