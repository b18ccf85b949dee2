package hearback.telephony.disk;

import hearback.telephony.callback.AnnouncementClass;
import hearback.telephony.sound.Reference;
import hearback.telephony.sound.Spectrogram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The folder in which the operator keeps how each announcement sounds: `switched-off.wav`, and `switched-off-2.wav`
/// for another one of the same class.
final class ReferenceFolder {
    private static final String ENDING = ".wav";

    private ReferenceFolder() {}

    /// @throws IllegalArgumentException when one of its files is of no use, or there is none; in words that name it
    static List<Reference> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Reference> references = files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(ReferenceFolder::reference)
                    .toList();
            if (references.isEmpty()) {
                throw new IllegalArgumentException("announcements.references: no .wav file in " + folder);
            }
            return references;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("announcements.references: cannot read " + folder, unreadable);
        }
    }

    private static Reference reference(Path file) {
        try {
            return new Reference(said(file), Spectrogram.of(WavSound.samples(file)));
        } catch (IOException | IllegalArgumentException useless) {
            throw new IllegalArgumentException(
                    "announcements.references: " + file.getFileName() + ": " + useless.getMessage(), useless);
        }
    }

    private static AnnouncementClass said(Path file) {
        String name = file.getFileName().toString();
        String word = name.substring(0, name.length() - ENDING.length()).replaceFirst("-[0-9]+$", "");
        return Stream.of(AnnouncementClass.values())
                .filter(AnnouncementClass::isHeard)
                .filter(one ->
                        one.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not named after a class of announcements"));
    }
}
