package org.larmor.console.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.console.ConsoleException;
import org.larmor.console.ScanSource;
import org.larmor.core.phantom.MaskKind;

class BrokenFileTest {
    @TempDir
    Path folder;

    private static String complaint(Path path) {
        ConsoleException e = assertThrows(ConsoleException.class, () -> {
            try (ScanSource source = ScanFiles.open(ReplayOptions.of(path))) {
                Files.events(source);
            }
        });
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith(path + ": "), message);
        assertFalse(message.contains("\n"), message);
        return message.substring((path + ": ").length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-header.h5|it has no header (no /dataset/xml)",
                "no-acquisitions.h5|it holds no acquisitions",
                "empty.h5|it holds no acquisitions",
                "wrong-length.h5|acquisition 10 is broken: readout 9 holds 15 samples where 2 coils x 8 were announced",
            })
    void saysInOneLineWhatIsWrong(String name, String reason) {
        assertEquals(reason, complaint(Files.path(name)));
    }

    @Test
    void refusesHeadersThatAreNotProperXmlOrNameOtherFiles() {
        assertTrue(complaint(Files.path("not-xml.h5")).startsWith("the MRD header is not proper XML"));
        String entity = complaint(Files.path("entity.h5"));
        assertTrue(entity.contains("DOCTYPE"), entity);
    }

    @Test
    void refusesAFileThatLacksItsLastByte() throws IOException {
        byte[] whole = java.nio.file.Files.readAllBytes(Files.path("empty.h5"));
        Path cut = folder.resolve("cut.h5");
        java.nio.file.Files.write(cut, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertEquals("it is cut short: " + (whole.length - 1) + " bytes of " + whole.length, complaint(cut));
    }

    @Test
    void refusesWhatIsNotThereAndWhatIsNotHdf5() throws IOException {
        assertEquals("there is no such file", complaint(folder.resolve("nothing.h5")));
        Path text = java.nio.file.Files.writeString(folder.resolve("text.h5"), "no HDF5\n".repeat(100));
        assertTrue(complaint(text).startsWith("not an HDF5 file"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 800, 2000, 3000, 4000, 5000, 6000, 7000})
    void refusesAFileThatIsCutShort(int length) throws IOException {
        byte[] whole = java.nio.file.Files.readAllBytes(Files.path("usual.h5"));
        Path cut = folder.resolve("cut.h5");
        java.nio.file.Files.write(cut, Arrays.copyOf(whole, length));

        assertFalse(complaint(cut).isEmpty());
    }

    @Test
    void onlyFastMriFilesAreUndersampled() {
        Undersampling four = new Undersampling(MaskKind.RANDOM, 4, 2, 1);
        ReplayOptions options = new ReplayOptions(Files.path("usual.h5"), null, four);

        ConsoleException e = assertThrows(ConsoleException.class, () -> ScanFiles.open(options));

        assertTrue(String.valueOf(e.getMessage()).endsWith("only fastMRI files can be undersampled"));
    }
}
