package org.larmor.display.page;

import java.util.List;

/**
 * What the page is told of a scan.
 *
 * @param state {@code receiving}, ... as in the status topic, lower case; empty before the first status
 * @param window value shown as white, the same for all pictures of the scan
 * @param uncertaintyWindow value at the top of the colour scale; 0 while no picture states an uncertainty
 * @param windowVersion changes whenever a window does: part of every picture's address
 * @param deadLetters records refused so far
 * @param deadLetter reason of the latest, or empty
 * @param noAnomalyMap why no anomaly map is made of its pictures, or empty
 * @param sender who sends it, as far as is told: hexadecimal digits, or empty
 * @param sufficient how good its pictures are expected to be, where that was asked for and is reached, or empty
 */
record ScanView(
        String id,
        String state,
        String message,
        long received,
        long duplicate,
        long refused,
        long missing,
        int imagesExpected,
        int imagesFinished,
        double updated,
        double window,
        double uncertaintyWindow,
        int windowVersion,
        long deadLetters,
        String deadLetter,
        String noAnomalyMap,
        String sender,
        String sufficient) {

    /** A scan with its pictures, the frames of its cines, the anomaly maps over its images, and the lines that arrived. */
    record Whole(
            ScanView scan,
            List<PictureView> pictures,
            List<FrameView> frames,
            List<AnomalyView> anomalies,
            List<LinesView> lines) {}
}
