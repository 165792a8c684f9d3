package org.larmor.app.anomaly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.larmor.app.cli.BadInput;
import org.larmor.app.data.PictureFile;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.RealVolume;

/**
 * A study whose lesions a reader has drawn: a folder with one to four of {@code t1, t1c, t2, flair} and {@code label} ({@code .nii.gz},
 * {@code .nii} or {@code .npy}; above 0 is lesion), all on one grid. Its set is what stands before the first dash of the folder's name.
 *
 * @param label where a reader saw a lesion
 */
public record AnomalyCase(String name, Study study, RealVolume label) {
    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii", ".npy");

    /** The cases of a folder, by name. @throws BadInput if there is none, or one cannot be used; one line */
    public static List<AnomalyCase> of(Path folder) throws BadInput, IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadInput(folder + ": there is no such folder");
        }
        List<Path> folders;
        try (Stream<Path> entries = Files.list(folder)) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        List<AnomalyCase> cases = new ArrayList<>();
        for (Path each : folders) {
            if (!files(each, "label").isEmpty()) {
                cases.add(read(each));
            }
        }
        if (cases.isEmpty()) {
            throw new BadInput(
                    folder + ": holds no case: a folder with label.nii.gz (or .npy) and flair.nii.gz, t1.nii.gz, ...");
        }
        return cases;
    }

    private static AnomalyCase read(Path folder) throws BadInput, IOException {
        List<PictureFile> pictures = new ArrayList<>();
        List<Contrast> contrasts = new ArrayList<>();
        for (Contrast contrast : Contrast.values()) {
            for (Path file : files(folder, contrast.label())) {
                pictures.add(PictureFile.read(file));
                contrasts.add(contrast);
            }
        }
        if (pictures.isEmpty()) {
            throw new BadInput(folder + ": holds a label but no contrast of " + Contrast.labels());
        }
        Study study = Study.of(pictures, contrasts);
        PictureFile label = PictureFile.read(files(folder, "label").getFirst());
        if (!label.picture().isSizedLike(pictures.getFirst().picture())) {
            throw new BadInput(label.file() + ": is " + label.picture().size() + " pixels and the pictures are "
                    + pictures.getFirst().picture().size());
        }
        return new AnomalyCase(String.valueOf(folder.getFileName()), study, label.picture());
    }

    private static List<Path> files(Path folder, String name) {
        return ENDINGS.stream()
                .map(ending -> folder.resolve(name + ending))
                .filter(Files::isRegularFile)
                .limit(1)
                .toList();
    }

    /** What stands before the name's first dash. */
    public String set() {
        int dash = name.indexOf('-');
        return dash < 0 ? name : name.substring(0, dash);
    }

    /** Whether each pixel of a slice is lesion. */
    boolean[] lesion(int slice) {
        float[] values = label.slice(slice).data();
        boolean[] lesion = new boolean[values.length];
        for (int i = 0; i < lesion.length; i++) {
            lesion[i] = values[i] > 0;
        }
        return lesion;
    }
}
