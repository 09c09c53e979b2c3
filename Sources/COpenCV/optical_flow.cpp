#include "include/optical_flow.h"

#include <new>
#include <opencv2/video/tracking.hpp>

struct OpticalFlow {
  cv::Ptr<cv::DISOpticalFlow> search;
};

OpticalFlow *optical_flow_create(void) {
  try {
    // Its result depends on the number of threads, and frames are dreamed side by side anyway.
    cv::setNumThreads(1);
    auto search = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM);
    // With fewer rounds than the preset has, frames of footage are matched as well in three quarters of the time.
    search->setGradientDescentIterations(12);
    search->setVariationalRefinementIterations(3);
    return new OpticalFlow{search};
  } catch (...) {
    return nullptr;
  }
}

void optical_flow_free(OpticalFlow *flow) { delete flow; }

int optical_flow_compute(
    OpticalFlow *flow, const uint8_t *from, const uint8_t *to, int width, int height, float *result) {
  try {
    const cv::Mat before(height, width, CV_8UC1, const_cast<uint8_t *>(from));
    const cv::Mat after(height, width, CV_8UC1, const_cast<uint8_t *>(to));
    // What the result held before would be taken for a first guess, so it must be empty.
    cv::Mat found;
    flow->search->calc(before, after, found);
    found.copyTo(cv::Mat(height, width, CV_32FC2, result));
    return 1;
  } catch (...) {
    return 0;
  }
}
