package org.larmor.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;

class KafkaImageTest {
    @Test
    void isApachesUnlessAnotherIsNamed() {
        assertEquals("apache/kafka", KafkaImage.from(Map.of()).getUnversionedPart());
        assertEquals(
                "apache/kafka",
                KafkaImage.from(Map.of(KafkaImage.VARIABLE, " ")).getUnversionedPart());
    }

    @Test
    void takesAnImageOfOnesOwnInItsPlace() {
        DockerImageName image = KafkaImage.from(Map.of(KafkaImage.VARIABLE, "larmor/kafka:4.4.0"));
        assertEquals("larmor/kafka:4.4.0", image.asCanonicalNameString());
        assertTrue(image.isCompatibleWith(DockerImageName.parse("apache/kafka")));
    }
}
