package org.larmor.app.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.larmor.app.anomaly.AnomalyCase;
import org.larmor.app.cli.BadInput;
import org.larmor.app.cli.Countdown;
import org.larmor.app.cli.ExitStatus;
import org.larmor.app.cli.Failure;
import org.larmor.app.cli.JsonOption;
import org.larmor.app.stack.Home;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.display.files.WholeFile;
import org.larmor.models.anomaly.AnomalyFinder;
import org.larmor.models.tensor.TorchRuntime;
import org.larmor.models.zoo.AnomalyCalibration;
import org.larmor.models.zoo.AnomalyCalibration.Trial;
import org.larmor.models.zoo.AnomalyPackage;

/** {@code larmor calibrate} of a model for anomaly maps: the map's threshold and the score, on slices with and without lesions. */
final class AnomalyTrials {
    private AnomalyTrials() {}

    /** One slice of a case. */
    private record Place(AnomalyCase of, int slice) {}

    /** @param most slices that are drawn of the folders */
    static int calibrate(AnomalyPackage model, List<Path> folders, int most, long seed, JsonOption answer)
            throws BadInput, Failure, IOException {
        List<Place> places = new ArrayList<>();
        for (Path folder : folders) {
            for (AnomalyCase each : AnomalyCase.of(folder)) {
                for (int slice = 0; slice < each.study().slices(); slice++) {
                    places.add(new Place(each, slice));
                }
            }
        }
        Collections.shuffle(places, new Random(seed));
        List<Trial> trials = trials(model, places.subList(0, Math.min(most, places.size())), answer);
        String told = "%d slices of %s; seed %d"
                .formatted(
                        trials.size(),
                        folders.stream()
                                .map(folder -> String.valueOf(folder.getFileName()))
                                .collect(Collectors.joining(", ")),
                        seed);
        AnomalyCalibration found;
        try {
            found = AnomalyCalibration.of(trials, told);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
        Path description = Home.zoo().resolve(model.name()).resolve("model.yaml");
        String text = found.in(Files.readString(description));
        WholeFile.write(description, out -> out.write(text.getBytes(UTF_8)));
        answer.give(found, told(found) + "Written: " + description + "\n");
        return ExitStatus.OK;
    }

    private static List<Trial> trials(AnomalyPackage model, List<Place> places, JsonOption answer)
            throws Failure {
        List<Trial> trials = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        int done = 0;
        try (TorchRuntime runtime = Device.start();
                AnomalyFinder finder = AnomalyFinder.open(model, runtime, System::nanoTime);
                Countdown countdown = new Countdown("calibrating " + model.name(), places.size())) {
            countdown.after(0);
            for (Place place : places) {
                try {
                    AnomalyCase of = place.of();
                    trials.add(finder.observed(
                            of.study().slice(place.slice()), of.label().slice(place.slice()), () -> false));
                } catch (AnomalyRefusal refused) {
                    leftOut.add(place.of().name() + ", slice " + (place.slice() + 1) + ": " + refused.reason());
                }
                countdown.after(++done);
            }
        }
        leftOut.forEach(line -> answer.say("Left out: " + line));
        return trials;
    }

    private static String told(AnomalyCalibration found) {
        return "%d slices without a lesion, %d with one. Threshold of the map %.4f: %.2f %% of the healthy slices' pixels lie above it, Dice %.3f.%n"
                        .formatted(
                                found.healthy(),
                                found.withLesions(),
                                found.threshold(),
                                100 * found.falseArea(),
                                found.dice())
                + "From a score of %.2f on, %.0f %% of the slices with a lesion and %.0f %% of the others count as anomalous.%n"
                        .formatted(found.score().threshold(), 100 * (1 - found.missed()), 100 * found.mistaken());
    }
}
