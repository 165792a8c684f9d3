package org.larmor.app.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.PictureFile;
import org.larmor.core.anomaly.Air;
import org.larmor.core.anomaly.SkullRing;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.domain.StudySlice;
import org.larmor.core.domain.Vector3;

/**
 * The pictures of a study in one to four contrasts, slice by slice on one grid.
 *
 * @param levels each contrast's median inside the brain of the whole stack; empty where that is not known
 * @param notes what was assumed
 */
public record Study(Map<Contrast, PictureFile> files, Map<Contrast, Double> levels, List<String> notes) {
    public Study {
        files = Collections.unmodifiableMap(new EnumMap<>(files));
        levels = Map.copyOf(levels);
        notes = List.copyOf(notes);
    }

    /** @throws BadInput if a contrast is there twice, or the files differ in size; one line */
    public static Study of(List<PictureFile> files, List<Contrast> contrasts) throws BadInput {
        Map<Contrast, PictureFile> study = new EnumMap<>(Contrast.class);
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            PictureFile file = files.get(i);
            PictureFile twin = study.put(contrasts.get(i), file);
            if (twin != null) {
                throw new BadInput(twin.file() + " and " + file.file() + " are both said to be "
                        + contrasts.get(i).label());
            }
            if (!file.shape().equals(files.getFirst().shape())) {
                throw new BadInput(file.file() + " is " + file.picture().size() + " pixels and "
                        + files.getFirst().file() + " is "
                        + files.getFirst().picture().size() + ": the contrasts of a study must be on one grid");
            }
            if (file.geometry().isEmpty()) {
                notes.add(
                        file.file() + " does not say where its pixels lie: they are taken as 1 mm, axial, the nose up");
            }
        }
        Map<Contrast, PictureFile> clear = withoutFloor(study, notes);
        return new Study(clear, levels(clear), notes);
    }

    /** The same files, with 0 in the air of the slices whose pictures show the noise's floor there, as Larmor's own do. */
    private static Map<Contrast, PictureFile> withoutFloor(Map<Contrast, PictureFile> study, List<String> notes) {
        Map<Contrast, List<RealImage>> clear = new EnumMap<>(Contrast.class);
        int slices = study.values().iterator().next().picture().slices();
        int floors = 0;
        for (int slice = 0; slice < slices; slice++) {
            Map<Contrast, RealImage> pictures = new EnumMap<>(Contrast.class);
            for (Map.Entry<Contrast, PictureFile> each : study.entrySet()) {
                pictures.put(each.getKey(), each.getValue().picture().slice(slice));
            }
            Map<Contrast, RealImage> cleared = Air.cleared(pictures);
            floors += cleared.equals(pictures) ? 0 : 1; // the very same pictures where there is no floor
            cleared.forEach((contrast, picture) ->
                    clear.computeIfAbsent(contrast, none -> new ArrayList<>()).add(picture));
        }
        if (floors == 0) {
            return study;
        }
        notes.add("the floor of the noise in the air was set to 0 in " + floors + " of " + slices + " slices");
        Map<Contrast, PictureFile> files = new EnumMap<>(Contrast.class);
        study.forEach((contrast, file) -> files.put(
                contrast,
                new PictureFile(
                        file.file(),
                        RealVolume.of(Objects.requireNonNull(clear.get(contrast))),
                        file.stack(),
                        file.nifti(),
                        file.geometry())));
        return files;
    }

    /** Where the stack has no skull: the median of what is above 0 in any contrast. */
    private static Map<Contrast, Double> levels(Map<Contrast, PictureFile> study) {
        RealVolume first = study.values().iterator().next().picture();
        if (first.slices() < 2 || SkullRing.isIn(first.slice(first.slices() / 2))) {
            return Map.of();
        }
        Map<Contrast, Double> levels = new EnumMap<>(Contrast.class);
        study.forEach((contrast, file) -> {
            float[] inside = new float[first.data().length];
            int count = 0;
            for (int i = 0; i < inside.length; i++) {
                int at = i;
                if (study.values().stream().anyMatch(each -> each.picture().data()[at] > 0)) {
                    inside[count++] = file.picture().data()[i];
                }
            }
            Arrays.sort(inside, 0, count);
            if (count > 0 && inside[count / 2] > 0) {
                levels.put(contrast, (double) inside[count / 2]);
            }
        });
        return levels;
    }

    PictureFile first() {
        return files.values().iterator().next();
    }

    public int slices() {
        return first().picture().slices();
    }

    /** One slice. */
    public StudySlice slice(int slice) {
        Map<Contrast, RealImage> pictures = new EnumMap<>(Contrast.class);
        files.forEach((contrast, file) -> pictures.put(contrast, file.picture().slice(slice)));
        RealVolume picture = first().picture();
        var millimetres = new Vector3(picture.columns(), picture.rows(), 1);
        PictureFile placed = files.values().stream()
                .filter(file -> !file.geometry().isEmpty())
                .findFirst()
                .orElse(first());
        Geometry geometry = placed.geometryOf(slice, new Geometry(Placement.AXIAL, millimetres));
        return new StudySlice(pictures, geometry, "", levels);
    }
}
