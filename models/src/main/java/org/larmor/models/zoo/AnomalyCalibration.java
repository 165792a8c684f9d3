package org.larmor.models.zoo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.larmor.models.zoo.AnomalyDescription.Anomaly;
import org.larmor.models.zoo.AnomalyDescription.Score;

/**
 * What held-out slices tell of a model for anomaly maps: from which value on a pixel counts, and how probable an anomaly is.
 *
 * @param threshold of the map: the one with the highest Dice, but no lower than what {@link #QUIET} of the healthy slices' pixels lie below
 * @param dice at that threshold, over all pixels
 * @param falseArea share of the healthy slices' pixels above it
 * @param score of the evidence
 * @param healthy slices without a lesion
 * @param withLesions slices with one
 * @param missed share of those that do not count as anomalous, and {@code mistaken} of the healthy ones that do
 * @param data which slices those were
 */
public record AnomalyCalibration(
        double threshold,
        double dice,
        double falseArea,
        Score score,
        int healthy,
        int withLesions,
        double missed,
        double mistaken,
        String data) {
    /** Of healthy slices' pixels, below the threshold. */
    public static final double QUIET = 0.995;

    private static final double EVIDENCE_QUANTILE = 0.995;
    private static final double FLOOR = 1e-3;
    private static final double COUNTS = 0.5;
    /** Thresholds that are tried lie above these shares of all pixels. */
    private static final double LOWEST = 0.95;

    private static final double HIGHEST = 0.9995;
    private static final int CANDIDATES = 60;
    /** Least slices of each kind. */
    public static final int FEWEST = 8;
    /** Keeps Newton's steps finite where all evidence is alike. */
    private static final double RIDGE = 1e-4;

    private static final int ITERATIONS = 100;

    /**
     * A slice as a model sees it.
     *
     * @param evidence of the brain's pixels
     * @param map of the same
     * @param lesion whether a reader saw one there
     */
    public record Trial(float[] evidence, float[] map, boolean[] lesion) {
        boolean hasLesion() {
            for (boolean pixel : lesion) {
                if (pixel) {
                    return true;
                }
            }
            return false;
        }
    }

    /** @throws IllegalArgumentException if there are too few slices of a kind; one line */
    public static AnomalyCalibration of(List<Trial> trials, String data) {
        int withLesions = (int) trials.stream().filter(Trial::hasLesion).count();
        int healthy = trials.size() - withLesions;
        if (Math.min(healthy, withLesions) < FEWEST) {
            throw new IllegalArgumentException(healthy + " slices without a lesion and " + withLesions
                    + " with one: at least " + FEWEST + " of each are needed");
        }
        Score score = fitted(trials);
        List<Trial> well = trials.stream().filter(trial -> !trial.hasLesion()).toList();
        double threshold = rounded(threshold(trials, maps(well)));
        return new AnomalyCalibration(
                threshold,
                dice(trials, threshold),
                shareAbove(maps(well), threshold),
                score,
                healthy,
                withLesions,
                1 - counting(trials, score, true) / (double) withLesions,
                counting(trials, score, false) / (double) healthy,
                data);
    }

    private static long counting(List<Trial> trials, Score score, boolean lesion) {
        return trials.stream()
                .filter(trial ->
                        trial.hasLesion() == lesion && score.probability(trial.evidence()) >= score.threshold())
                .count();
    }

    private static float[] maps(List<Trial> trials) {
        float[] joined =
                new float[trials.stream().mapToInt(trial -> trial.map().length).sum()];
        int at = 0;
        for (Trial trial : trials) {
            System.arraycopy(trial.map(), 0, joined, at, trial.map().length);
            at += trial.map().length;
        }
        return joined;
    }

    /** @param healthy the healthy slices' maps */
    private static double threshold(List<Trial> trials, float[] healthy) {
        float[] all = maps(trials);
        Arrays.sort(all);
        double best = AnomalyDescription.quantile(healthy, QUIET);
        double most = dice(trials, best);
        for (int i = 0; i <= CANDIDATES; i++) {
            double share = LOWEST + (HIGHEST - LOWEST) * i / CANDIDATES;
            double candidate = all[(int) (share * (all.length - 1))];
            double dice = candidate > best ? dice(trials, candidate) : 0;
            if (dice > most) {
                most = dice;
                best = candidate;
            }
        }
        return best;
    }

    private static double dice(List<Trial> trials, double threshold) {
        long both = 0;
        long sum = 0;
        for (Trial trial : trials) {
            for (int i = 0; i < trial.map().length; i++) {
                boolean above = trial.map()[i] > threshold;
                both += above && trial.lesion()[i] ? 1 : 0;
                sum += (above ? 1 : 0) + (trial.lesion()[i] ? 1 : 0);
            }
        }
        return sum == 0 ? 0 : 2.0 * both / sum;
    }

    private static double shareAbove(float[] values, double threshold) {
        int above = 0;
        for (float value : values) {
            above += value > threshold ? 1 : 0;
        }
        return (double) above / values.length;
    }

    /**
     * Logistic regression on the logarithm of the evidence's quantile, by Newton's method. Its targets are a little within 0 and 1 (Platt,
     * 1999), so that few slices that are told apart without an error do not make a score that is always sure.
     */
    private static Score fitted(List<Trial> trials) {
        long withLesions = trials.stream().filter(Trial::hasLesion).count();
        double sick = (withLesions + 1.0) / (withLesions + 2);
        double well = 1.0 / (trials.size() - withLesions + 2);
        double slope = 0;
        double intercept = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            double[] gradient = {-RIDGE * slope, -RIDGE * intercept};
            double[] curvature = {RIDGE, 0, RIDGE};
            for (Trial trial : trials) {
                double u = Math.log(AnomalyDescription.quantile(trial.evidence(), EVIDENCE_QUANTILE) + FLOOR);
                double p = 1 / (1 + Math.exp(-(slope * u + intercept)));
                double error = (trial.hasLesion() ? sick : well) - p;
                gradient[0] += error * u;
                gradient[1] += error;
                curvature[0] += p * (1 - p) * u * u;
                curvature[1] += p * (1 - p) * u;
                curvature[2] += p * (1 - p);
            }
            double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
            slope += (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant;
            intercept += (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant;
        }
        if (!(slope > 0)) {
            throw new IllegalArgumentException("the evidence is no higher in slices with a lesion than in others");
        }
        return new Score(EVIDENCE_QUANTILE, FLOOR, rounded(slope), rounded(intercept), COUNTS);
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    /**
     * The description with this instead of what it said of score and threshold; every other line is left as it is.
     *
     * @throws IOException if what comes out could not be read again, in one line
     */
    public String in(String description) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inAnomaly = false;
        String block = "";
        for (String line : description.lines().toList()) {
            if (CalibrationText.opens(line)) {
                if (inAnomaly) {
                    lines.add(told());
                }
                inAnomaly = line.startsWith("anomaly:");
                block = "";
            } else if (line.matches("  [^ #-].*")) {
                block = line.strip();
            }
            boolean replaced = block.startsWith("score:") || block.startsWith("calibrated:");
            boolean isThreshold = block.equals("recipe:") && line.strip().startsWith("threshold:");
            if (!inAnomaly || !replaced) {
                lines.add(inAnomaly && isThreshold ? "    threshold: " + threshold : line);
            }
        }
        if (inAnomaly) {
            lines.add(told());
        }
        String text = String.join("\n", lines) + "\n";
        AnomalyDescription before = PackageReader.parse(description, AnomalyDescription.class);
        Anomaly after = PackageReader.parse(text, AnomalyDescription.class).anomaly();
        if (!before.anomaly().calibrated(threshold, score, data).equals(after)) {
            throw new IOException("the description cannot take a calibration");
        }
        return text;
    }

    private String told() {
        return String.format(
                Locale.ROOT,
                "  score:%n    quantile: %s%n    floor: %s%n    slope: %s%n    intercept: %s%n    threshold: %s%n "
                        + " calibrated: '%s'",
                score.quantile(),
                score.floor(),
                score.slope(),
                score.intercept(),
                score.threshold(),
                data.replace("'", "''"));
    }
}
