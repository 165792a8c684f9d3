package org.larmor.app.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.larmor.app.data.NiftiGeometry;
import org.larmor.app.data.NiftiSeries;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.RealVolume;
import org.larmor.core.motion.DisplacementField;
import org.larmor.display.files.GifPictures;
import org.larmor.display.files.NpyFile;
import org.larmor.models.synthesis.SynthesisResult;
import org.larmor.models.synthesis.SynthesisedFrame;
import org.larmor.models.zoo.DeformablePackage;

/** The folder that synthesised frames are written to. What an earlier run left there under these names is removed first. */
public final class FrameFolder {
    private static final List<String> NAMES = List.of(
            "frames.npy",
            "frames.nii.gz",
            "fields.nii.gz",
            "uncertainty.npy",
            "uncertainty.nii.gz",
            "frames.gif",
            "report.json");

    private final Path folder;

    private FrameFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, or empties it of what an earlier run wrote. @throws IOException if it cannot be written to; one line */
    public static FrameFolder open(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            for (String name : NAMES) {
                Files.deleteIfExists(folder.resolve(name));
            }
            return new FrameFolder(folder);
        } catch (IOException e) {
            throw new IOException(
                    "folder " + folder + " cannot be written to ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    /** Writes everything; the report comes last. */
    public void write(PhasePair pair, DeformablePackage model, SynthesisResult made) throws IOException {
        List<RealVolume> frames =
                made.frames().stream().map(SynthesisedFrame::picture).toList();
        boolean stack = pair.source().stack();
        NiftiGeometry geometry =
                Objects.requireNonNullElse(pair.source().geometry(), NiftiGeometry.centred(frames.get(0)));
        array("frames.npy", frames, stack);
        NiftiSeries.write(folder.resolve("frames.nii.gz"), "Larmor frames, from source to target", geometry, frames);
        List<DisplacementField> fields = made.frames().stream()
                .map(frame -> Objects.requireNonNull(frame.field()))
                .toList();
        NiftiSeries.writeVectors(
                folder.resolve("fields.nii.gz"),
                "Larmor: frame(p) = source(p + u(p)), u in voxels along the axes",
                geometry,
                components(fields));
        List<RealVolume> deviations = new ArrayList<>();
        for (SynthesisedFrame frame : made.frames()) {
            @Nullable RealVolume deviation = frame.deviation();
            if (deviation != null) {
                deviations.add(deviation);
            }
        }
        if (deviations.size() == frames.size()) {
            array("uncertainty.npy", deviations, stack);
            NiftiSeries.write(folder.resolve("uncertainty.nii.gz"), "Larmor standard deviation", geometry, deviations);
        }
        GifPictures.write(folder.resolve("frames.gif"), Cine.pictures(frames), Cine.MILLIS);
        FrameReport.of(pair, model, made, shape(frames, stack)).write(folder.resolve("report.json"));
    }

    private void array(String name, List<RealVolume> volumes, boolean stack) throws IOException {
        if (stack) {
            NpyFile.writeStacks(folder.resolve(name), volumes);
        } else {
            List<RealImage> pictures =
                    volumes.stream().map(volume -> volume.slice(0)).toList();
            NpyFile.write(folder.resolve(name), pictures);
        }
    }

    private static List<Integer> shape(List<RealVolume> frames, boolean stack) {
        RealVolume first = frames.get(0);
        return stack
                ? List.of(frames.size(), first.slices(), first.rows(), first.columns())
                : List.of(frames.size(), first.rows(), first.columns());
    }

    /** In the order of a NIfTI file's axes: along columns first. */
    private static List<List<RealVolume>> components(List<DisplacementField> fields) {
        int count = fields.get(0).components();
        return IntStream.range(0, count)
                .mapToObj(component -> fields.stream()
                        .map(field -> field.component(count - 1 - component))
                        .toList())
                .toList();
    }
}
