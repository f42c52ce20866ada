// A run in a file, to go on with later: as if it had never stopped, to the bit.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "inkling/core/error.hpp"
#include "inkling/io/safetensors.hpp"
#include "inkling/train/run.hpp"

namespace inkling {

/// A run as it was saved: what it was to be, on which images, and where it was.
struct Checkpoint {
  /// `epochs` may be raised before resume(), for a longer run, unless the schedule spans the run.
  RunConfig config;
  Index train_images = 0;       ///< as many as the run trained on
  Index validation_images = 0;  ///< and was validated on
  std::uint32_t images_checksum = 0;
  Index corrections = 0;  ///< see Run::corrections()
  TensorFile state;       ///< training_state.hpp
};

/// A safetensors file whose metadata names the format, its version, the run as a hash, the images and, if
/// there were any, the corrections by hand; with a checksum over all of it. Error E_API_STATE before
/// Run::set_data() and for a run that an error ended, E_ST_NONFINITE for one whose parameters are no numbers
/// any more.
std::vector<std::uint8_t> write_checkpoint(Run& run);

/// Whether the tensors are those of a checkpoint, by what the file says of itself.
bool is_checkpoint(const TensorFile& file);

/// Error E_ST_* as read_safetensors(); E_ST_FORMAT for a file that is no checkpoint, E_ST_VERSION for one of
/// a newer version, E_ST_CRC for a damaged one, E_HP_* for a run that cannot be.
Checkpoint read_checkpoint(std::span<const std::uint8_t> bytes, const std::string& name);

/// What a run that goes on says of data with too few images: Error E_ST_DATA, in the place of the E_HP_TRAIN
/// of whoever was to cut them.
Error missing_images(const Checkpoint& checkpoint, const Error& error, const std::string& name);

/// The run, ready to go on. Error E_ST_DATA when the images are not those that it was trained on, E_ST_MODEL,
/// E_ST_STATE and the like when the state is not one of such a run.
std::unique_ptr<Run> resume(const Checkpoint& checkpoint, const TrainingSplit& split,
                            const std::string& name);

}  // namespace inkling
