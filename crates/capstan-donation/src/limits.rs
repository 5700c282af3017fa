//! How much a donated file may ask of a machine. Every limit is looked at
//! before anything is decoded.

/// The limits of one file. [`Limits::default`] is what a service should use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pixels of a picture, or of one page.
    pub pixels: u64,
    /// Pixels of a picture for each byte of its file; asked only from
    /// [`Limits::SMALL`] pixels on, since an empty screen packs well.
    pub pixels_a_byte: u64,
    /// Files in an archive.
    pub entries: usize,
    /// Bytes of all that is unpacked from an archive.
    pub unpacked: u64,
    /// Bytes unpacked for each byte packed; asked only from 1 MiB on.
    pub ratio: u64,
    /// Pages of a document.
    pub pages: u32,
    /// Seconds a program may take for one picture or document.
    pub seconds: u64,
    /// Bytes of memory a program may ask for.
    pub memory: u64,
}

impl Limits {
    /// Pictures of fewer pixels are not asked how well they are packed.
    pub const SMALL: u64 = 4_000_000;
    /// What is unpacked below this is not asked how well it was packed.
    pub const LITTLE: u64 = 1 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            pixels: 50_000_000,
            pixels_a_byte: 400,
            entries: 2000,
            unpacked: 64 << 20,
            ratio: 100,
            pages: 40,
            seconds: 60,
            memory: 1 << 30,
        }
    }
}
