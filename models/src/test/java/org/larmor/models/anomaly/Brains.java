package org.larmor.models.anomaly;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.larmor.core.anomaly.UprightGrid;
import org.larmor.core.domain.AnomalyRefusal;
import org.larmor.core.domain.Contrast;
import org.larmor.core.domain.Geometry;
import org.larmor.core.domain.Readout.Placement;
import org.larmor.core.domain.RealImage;
import org.larmor.core.domain.StudySlice;
import org.larmor.core.domain.Vector3;
import org.larmor.models.tensor.SharedRuntime;
import org.larmor.models.zoo.AnomalyPackage;
import org.larmor.models.zoo.ModelZoo;

/** The shipped pair, and a slice with a bright spot that Python has been asked about too. */
final class Brains {
    private static final int ROWS = 112;
    private static final int COLUMNS = 96;

    private static final AnomalyPackage MODEL =
            ModelZoo.read(Path.of("zoo")).anomaly().getFirst();

    private Brains() {}

    static AnomalyPackage model() {
        return MODEL;
    }

    static AnomalyFinder finder() {
        return AnomalyFinder.open(model(), SharedRuntime.get(), () -> 0);
    }

    static float[] expected(String name) {
        try (InputStream in = Brains.class.getResourceAsStream("/anomaly/" + name + ".npy")) {
            if (in == null) {
                throw new IllegalArgumentException(name + " is not among the resources");
            }
            byte[] bytes = in.readAllBytes();
            ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int data = 10 + file.getShort(8);
            float[] values = new float[(bytes.length - data) / 4];
            file.position(data)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** T1c and FLAIR, as the networks see them. */
    static PreparedBrain fixture() {
        float[] values = expected("values");
        float[] inside = new float[ROWS * COLUMNS];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = values[3 * inside.length + i] > -1 || values[inside.length + i] > -1 ? 1 : 0;
        }
        var slice = new StudySlice(Map.of(Contrast.FLAIR, new RealImage(ROWS, COLUMNS, inside)), geometry(1), "");
        try {
            return new PreparedBrain(
                    slice,
                    UprightGrid.of(slice, 1),
                    new Canvas(0, 0, ROWS, COLUMNS),
                    values,
                    expected("present"),
                    inside,
                    Map.of(),
                    "");
        } catch (AnomalyRefusal e) {
            throw new IllegalStateException(e);
        }
    }

    private static Geometry geometry(double spacing) {
        return new Geometry(Placement.AXIAL, new Vector3((float) (COLUMNS * spacing), (float) (ROWS * spacing), 5));
    }

    /** The same as a scanner might give it: pixels of so many mm, so many units the brain's median, air 0. */
    static StudySlice slice(double spacing, double level) {
        float[] values = expected("values");
        Map<Contrast, RealImage> pictures = new EnumMap<>(Contrast.class);
        for (Contrast contrast : new Contrast[] {Contrast.T1C, Contrast.FLAIR}) {
            float[] data = new float[ROWS * COLUMNS];
            for (int i = 0; i < data.length; i++) {
                data[i] = (float) (level * (values[contrast.ordinal() * data.length + i] + 1));
            }
            pictures.put(contrast, new RealImage(ROWS, COLUMNS, data));
        }
        return new StudySlice(pictures, geometry(spacing), "brain");
    }

    /** The index of the spot's middle. */
    static int spot(StudySlice slice) {
        return 40 * slice.columns() + 62;
    }
}
