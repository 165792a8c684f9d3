package org.larmor.app.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.NiftiVolume;
import org.larmor.core.domain.RealVolume;

/**
 * The cases of a folder and those below it: cines {@code NAME_4d.nii.gz} with {@code Info.cfg} beside them ({@code ED: 1},
 * {@code ES: 12}, counted from 1), and pairs {@code NAME_frame01.nii.gz}, {@code NAME_frame12.nii.gz} with their masks
 * {@code NAME_frame01_gt.nii.gz} (1 right ventricle, 2 myocardium, 3 left ventricle), as the ACDC challenge names them; and pictures
 * {@code NAME-0047.png}, {@code NAME-0058.png}, two of the 20 phases of a slice, numbered on from slice to slice, as in the
 * Sunnybrook cardiac data (folders {@code Labels} are left out).
 */
public final class SynthesisCases {
    private static final int DEPTH = 5;
    private static final Pattern PHASE = Pattern.compile("(.*)_frame(\\d+)\\.nii(\\.gz)?");

    private static final Pattern PICTURE = Pattern.compile("(.*)-(\\d{4})(\\.dcm)?\\.png");
    private static final int PHASES = 20;

    private SynthesisCases() {}

    /** @throws BadInput if there is none, or one cannot be used; one line */
    public static List<SynthesisCase> of(Path folder) throws BadInput, IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadInput(folder + ": there is no such folder");
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        List<SynthesisCase> cases = new ArrayList<>();
        for (Path file : files) {
            if (file.toString().matches(".*_4d\\.nii(\\.gz)?")) {
                cases.add(cine(file));
            }
        }
        List<Path> phases = files.stream()
                .filter(file -> PHASE.matcher(file.toString()).matches())
                .toList();
        for (int i = 0; i + 1 < phases.size(); i++) {
            if (name(phases.get(i)).equals(name(phases.get(i + 1)))) {
                cases.add(pair(phases.get(i), phases.get(i + 1)));
            }
        }
        for (List<Path> slice : slices(files)) {
            if (slice.size() == 2) {
                cases.add(pair(slice.get(0), slice.get(1)));
            }
        }
        if (cases.isEmpty()) {
            throw new BadInput(folder + ": holds no NAME_4d.nii.gz with Info.cfg, no pair of NAME_frameNN.nii.gz and no"
                    + " two NAME-NNNN.png of a slice");
        }
        return cases;
    }

    /** The phases of each slice. */
    private static Collection<List<Path>> slices(List<Path> files) {
        Map<String, List<Path>> slices = new TreeMap<>();
        for (Path file : files) {
            Matcher matcher = PICTURE.matcher(file.toString());
            if (matcher.matches() && !file.toString().contains("/Labels/")) {
                String slice = matcher.group(1) + " " + (Integer.parseInt(matcher.group(2)) - 1) / PHASES;
                slices.computeIfAbsent(slice, key -> new ArrayList<>()).add(file);
            }
        }
        return slices.values();
    }

    private static SynthesisCase cine(Path file) throws BadInput, IOException {
        Path told = file.resolveSibling("Info.cfg");
        if (!Files.isRegularFile(told)) {
            throw new BadInput(told + " is missing: it says which frames are end-diastole and end-systole");
        }
        String text = Files.readString(told);
        List<RealVolume> times = NiftiVolume.series(file).times();
        int source = number(told, text, "ED", times.size());
        int target = number(told, text, "ES", times.size());
        if (source == target) {
            throw new BadInput(told + ": ED and ES are the same frame, " + (source + 1));
        }
        List<SynthesisCase.Truth> truths = IntStream.rangeClosed(
                        Math.min(source, target) + 1, Math.max(source, target) - 1)
                .mapToObj(frame ->
                        new SynthesisCase.Truth((double) (frame - source) / (target - source), times.get(frame)))
                .sorted(java.util.Comparator.comparingDouble(SynthesisCase.Truth::gamma))
                .toList();
        String name = String.valueOf(file.getFileName()).replaceFirst("_4d\\.nii(\\.gz)?$", "");
        return new SynthesisCase(name, times.get(source), times.get(target), truths, List.of());
    }

    /** A frame's number, from 0. */
    private static int number(Path file, String text, String key, int frames) throws BadInput {
        Matcher line = Pattern.compile("(?m)^" + key + ":\\s*(\\d{1,6})\\s*$").matcher(text);
        int number = line.find() ? Integer.parseInt(line.group(1)) : 0;
        if (number < 1 || number > frames) {
            throw new BadInput(file + ": needs a line '" + key + ": N' with N within 1 and " + frames);
        }
        return number - 1;
    }

    private static String name(Path phase) {
        Matcher matcher = PHASE.matcher(phase.toString());
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static SynthesisCase pair(Path source, Path target) throws BadInput, IOException {
        PhasePair pair = PhasePair.of(Phase.read(source), Phase.read(target));
        List<RealVolume> masks = new ArrayList<>();
        for (Path phase : List.of(source, target)) {
            Path mask = Path.of(phase.toString().replaceFirst("\\.nii(\\.gz)?$", "_gt.nii$1"));
            if (!mask.equals(phase) && Files.isRegularFile(mask)) {
                masks.add(NiftiVolume.series(mask).times().get(0));
            }
        }
        boolean both =
                masks.size() == 2 && masks.stream().allMatch(pair.source().picture()::isSizedLike);
        String name = masks.isEmpty()
                ? String.valueOf(source.getFileName())
                : Path.of(name(source)).getFileName() + ", masks";
        return new SynthesisCase(name, pair.source().picture(), pair.onSource(), List.of(), both ? masks : List.of());
    }
}
